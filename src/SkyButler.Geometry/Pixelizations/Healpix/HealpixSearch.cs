using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>How a HEALPix pixel of the wanted level, which bounds alone could not decide, is judged.</summary>
internal abstract class HealpixSearch(int level)
{
    public int Level { get; } = level;

    /// <summary>How far around a pixel something may lie that counts for it, radians.</summary>
    public abstract double Padding { get; }

    /// <summary>Disjoint to leave the pixel out, Within to take it.</summary>
    public abstract Relationship Judge(ulong index, in HealpixPixel pixel, in PixelTarget target);

    /// <summary>Whether a region holds any of some points.</summary>
    private protected static bool HoldsAny(Region region, ReadOnlySpan<UnitVector3> points)
    {
        foreach (var point in points)
        {
            if (region.Contains(point))
                return true;
        }

        return false;
    }
}
