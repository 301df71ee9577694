using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Polygons to circles, boxes and one another.</summary>
internal static class PolygonRelation
{
    public static Relationship Of(ConvexPolygon polygon, Circle circle) =>
        Extremes.Decide(!polygon.IsUsable, firstFull: false, circle.IsEmpty, circle.IsFull) is { } decided
            ? decided
            : OfBoundary(polygon.Vertices.AsSpan(), polygon.Edges, circle);

    /// <summary>Only the polygon's bounding box is looked at, so containing the box cannot be shown.</summary>
    public static Relationship Of(ConvexPolygon polygon, Box box) =>
        BoxRelation.Of(polygon.BoundingBox(), box) & (Disjoint | Within);

    public static Relationship Of(ConvexPolygon first, ConvexPolygon second) => first.IsUsable
        ? Of(first.Vertices.AsSpan(), second)
        : Extremes.Decide(firstEmpty: true, firstFull: false, !second.IsUsable, secondFull: false)!.Value;

    /// <summary>A polygon of at most a few vertices, which are directions, to a circle.</summary>
    public static Relationship Of(ReadOnlySpan<UnitVector3> vertices, Circle circle)
    {
        if (Extremes.Decide(firstEmpty: false, firstFull: false, circle.IsEmpty, circle.IsFull) is { } decided)
            return decided;
        Span<Arc> edges = stackalloc Arc[vertices.Length];
        Arc.Around(vertices, edges);
        return OfBoundary(vertices, edges, circle);
    }

    /// <summary>The same to a box.</summary>
    public static Relationship Of(ReadOnlySpan<UnitVector3> vertices, Box box)
    {
        Span<Arc> edges = stackalloc Arc[vertices.Length];
        Arc.Around(vertices, edges);
        return BoxRelation.Of(PolygonBounds.BoxOf(vertices, edges), box) & (Disjoint | Within);
    }

    /// <summary>The same to a polygon.</summary>
    public static Relationship Of(ReadOnlySpan<UnitVector3> first, ConvexPolygon polygon)
    {
        if (!polygon.IsUsable)
            return Extremes.Decide(firstEmpty: false, firstFull: false, secondEmpty: true, secondFull: false)!.Value;
        var second = polygon.Vertices.AsSpan();
        var firstInSecond = CountInside(first, second);
        var secondInFirst = CountInside(second, first);
        var relation = (firstInSecond == first.Length ? Within : Intersects) | (secondInFirst == second.Length ? Contains : Intersects);
        if (firstInSecond > 0 || secondInFirst > 0)
            return relation;
        return AnyCross(first, second) ? Intersects : Disjoint;
    }

    /// <summary>Whether an edge of one polygon crosses an edge of the other.</summary>
    public static bool AnyCross(ReadOnlySpan<UnitVector3> first, ReadOnlySpan<UnitVector3> second)
    {
        var start = first[^1];
        foreach (var end in first)
        {
            var otherStart = second[^1];
            foreach (var otherEnd in second)
            {
                if (Arc.Cross(start, end, otherStart, otherEnd))
                    return true;
                otherStart = otherEnd;
            }

            start = end;
        }

        return false;
    }

    private static Relationship OfBoundary(ReadOnlySpan<UnitVector3> vertices, ReadOnlySpan<Arc> edges, Circle circle)
    {
        Vector3 center = circle.Center;
        var boundary = BoundaryDistance.None;
        foreach (ref readonly var edge in edges)
            boundary = boundary.Including(edge.SquaredChordTo(center), 4 - edge.SquaredChordTo(-center));
        return boundary.Relate(vertices, circle);
    }

    private static int CountInside(ReadOnlySpan<UnitVector3> vertices, ReadOnlySpan<UnitVector3> polygon)
    {
        var count = 0;
        foreach (var vertex in vertices)
        {
            if (ConvexPolygon.Contains(polygon, vertex))
                count++;
        }

        return count;
    }
}
