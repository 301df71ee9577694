using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>
/// How near to, and how far from, a circle's centre the boundary of another region comes, as squared chords. That and two
/// points decide how the region lies to the circle.
/// </summary>
internal readonly record struct BoundaryDistance(double Nearest, double Farthest)
{
    public static BoundaryDistance None => new(double.PositiveInfinity, double.NegativeInfinity);

    public BoundaryDistance Including(double nearest, double farthest) =>
        new(Math.Min(Nearest, nearest), Math.Max(Farthest, farthest));

    /// <summary>A box' relation to the circle; neither may be empty or the whole sphere.</summary>
    public Relationship Relate(Box box, Circle circle)
    {
        if (IsOutside(circle))
            return box.Contains(circle.Center) ? Contains : Disjoint;
        // Two boundaries that are too close to tell which is outside count as crossing.
        return IsInside(circle) && !box.Contains(-circle.Center) ? Within : Intersects;
    }

    /// <summary>The same for the polygon of given vertices.</summary>
    public Relationship Relate(ReadOnlySpan<UnitVector3> vertices, Circle circle)
    {
        if (IsOutside(circle))
            return ConvexPolygon.Contains(vertices, circle.Center) ? Contains : Disjoint;
        return IsInside(circle) && !ConvexPolygon.Contains(vertices, -circle.Center) ? Within : Intersects;
    }

    private bool IsOutside(Circle circle) => Nearest > circle.SquaredChordLength + Angles.SquaredChordError;

    private bool IsInside(Circle circle) => Farthest < circle.SquaredChordLength - Angles.SquaredChordError;
}
