namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>How a HEALPix pixel of the wanted level, which bounds alone could not decide, is judged.</summary>
internal abstract class HealpixSearch(int level)
{
    public int Level { get; } = level;

    /// <summary>How far around a pixel something may lie that counts for it, radians.</summary>
    public abstract double Padding { get; }

    /// <summary>Disjoint to leave the pixel out, Within to take it.</summary>
    public abstract Relationship Judge(ulong index, HealpixPixel pixel, Region region);
}
