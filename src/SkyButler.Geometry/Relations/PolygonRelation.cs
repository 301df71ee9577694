using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Polygons to circles, boxes and one another.</summary>
internal static class PolygonRelation
{
    public static Relationship Of(ConvexPolygon polygon, Circle circle)
    {
        if (Extremes.Decide(!polygon.IsUsable, firstFull: false, circle.IsEmpty, circle.IsFull) is { } decided)
            return decided;
        Vector3 center = circle.Center;
        var boundary = BoundaryDistance.None;
        foreach (var edge in polygon.Edges)
            boundary = boundary.Including(edge.SquaredChordTo(center), 4 - edge.SquaredChordTo(-center));
        return boundary.Relate(polygon, circle);
    }

    /// <summary>Only the polygon's bounding box is looked at, so containing the box cannot be shown.</summary>
    public static Relationship Of(ConvexPolygon polygon, Box box) =>
        BoxRelation.Of(polygon.BoundingBox(), box) & (Disjoint | Within);

    public static Relationship Of(ConvexPolygon first, ConvexPolygon second)
    {
        if (Extremes.Decide(!first.IsUsable, firstFull: false, !second.IsUsable, secondFull: false) is { } decided)
            return decided;
        var firstInSecond = CountInside(first, second);
        var secondInFirst = CountInside(second, first);
        var relation = (firstInSecond == first.Vertices.Length ? Within : Intersects)
            | (secondInFirst == second.Vertices.Length ? Contains : Intersects);
        if (firstInSecond > 0 || secondInFirst > 0)
            return relation;
        return AnyCross(first, second) ? Intersects : Disjoint;
    }

    private static int CountInside(ConvexPolygon vertices, ConvexPolygon polygon)
    {
        var count = 0;
        foreach (var vertex in vertices.Vertices)
        {
            if (polygon.Contains(vertex))
                count++;
        }
        return count;
    }

    private static bool AnyCross(ConvexPolygon first, ConvexPolygon second)
    {
        foreach (var edge in first.Edges)
        {
            foreach (var other in second.Edges)
            {
                if (edge.Crosses(other))
                    return true;
            }
        }
        return false;
    }
}
