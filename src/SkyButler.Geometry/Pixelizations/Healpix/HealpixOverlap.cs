namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A pixel counts if the polygon that stands for it is not shown to be apart from the region.</summary>
internal sealed class HealpixOverlap(int level) : HealpixSearch(level)
{
    public override double Padding => 0;

    public override Relationship Judge(ulong index, HealpixPixel pixel, Region region) =>
        pixel.Polygon.Relate(region).HasFlag(Relationship.Disjoint) ? Relationship.Disjoint : Relationship.Within;
}
