using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>A pixel counts if the polygon that stands for it is not shown to be apart from the region.</summary>
internal sealed class HealpixOverlap(int level) : HealpixSearch(level)
{
    public override double Padding => 0;

    public override Relationship Judge(ulong index, in HealpixPixel pixel, in PixelTarget target)
    {
        var corners = pixel.Corners;
        return HoldsAny(target.Region, corners) || !pixel.Polygon.Relate(target.Region).HasFlag(Relationship.Disjoint) ? Relationship.Within : Relationship.Disjoint;
    }
}
