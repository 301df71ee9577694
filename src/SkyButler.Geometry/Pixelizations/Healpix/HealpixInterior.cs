namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A pixel is inside if its four corners are.</summary>
internal sealed class HealpixInterior(int level) : HealpixSearch(level)
{
    public override double Padding => 0;

    public override Relationship Judge(ulong index, HealpixPixel pixel, Region region) =>
        Array.TrueForAll(pixel.Corners, region.Contains) ? Relationship.Within : Relationship.Disjoint;
}
