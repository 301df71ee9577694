using SkyButler.Geometry;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>A region with the circle around it, which spares most comparisons of regions that are far from one another.</summary>
internal sealed class BoundedRegion(Region region)
{
    // More than any rounding in a comparison of bounds.
    private const double Margin = 1e-7;

    // Where other kinds meet, regions whose bounds overlap count as overlapping, as in the original: circles would be too strict.
    private readonly Circle bound = region is Circle or ConvexPolygon ? region.BoundingCircle() : Circle.Full;

    public Region Region => region;

    /// <summary>Whether the regions overlap, or it can't be decided.</summary>
    public bool MayOverlap(BoundedRegion other) => !AreFar(other) && region.Overlaps(other.Region) != false;

    // A chord is never longer than its angle, so that this can only fail to notice.
    private bool AreFar(BoundedRegion other)
    {
        var reach = bound.OpeningAngle + other.bound.OpeningAngle + Margin;
        double x = bound.Center.X - other.bound.Center.X, y = bound.Center.Y - other.bound.Center.Y, z = bound.Center.Z - other.bound.Center.Z;
        return !bound.IsEmpty && !other.bound.IsEmpty && (x * x) + (y * y) + (z * z) > reach * reach;
    }
}
