using SkyButler.Geometry;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>A region with the circle around it, which spares most comparisons of regions that are far from one another.</summary>
internal sealed class BoundedRegion(Region region)
{
    // More than any rounding in a comparison of bounds.
    private const double Margin = 1e-7;

    // Where other kinds meet, regions whose bounds overlap count as overlapping, as in the original: circles would be too strict.
    private readonly Circle bound = region switch
    {
        Circle circle => circle,
        ConvexPolygon polygon => Around(polygon),
        _ => Circle.Full,
    };

    public Region Region => region;

    /// <summary>Whether the regions overlap, or it can't be decided.</summary>
    public bool MayOverlap(BoundedRegion other) => !AreFar(other) && region.Overlaps(other.Region) != false;

    // A circle that holds all vertices and is smaller than a hemisphere holds the polygon; any middle will do.
    private static Circle Around(ConvexPolygon polygon)
    {
        double x = 0, y = 0, z = 0;
        foreach (var vertex in polygon.Vertices)
            (x, y, z) = (x + vertex.X, y + vertex.Y, z + vertex.Z);
        if ((x * x) + (y * y) + (z * z) is not (> 1e-6 and < 1e6))
            return polygon.BoundingCircle();
        var middle = UnitVector3.FromComponents(x, y, z);
        var farthest = 0.0;
        foreach (var vertex in polygon.Vertices)
            farthest = Math.Max(farthest, middle.AngleTo(vertex));
        return farthest < 1.5 ? new Circle(middle, farthest) : polygon.BoundingCircle();
    }

    // A chord is never longer than its angle, so that this can only fail to notice.
    private bool AreFar(BoundedRegion other)
    {
        var reach = bound.OpeningAngle + other.bound.OpeningAngle + Margin;
        double x = bound.Center.X - other.bound.Center.X, y = bound.Center.Y - other.bound.Center.Y, z = bound.Center.Z - other.bound.Center.Z;
        return !bound.IsEmpty && !other.bound.IsEmpty && (x * x) + (y * y) + (z * z) > reach * reach;
    }
}
