using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SkyButler.Geometry.Vectors;

/// <summary>
/// Convex hulls of points of the sphere, grown point by point. All decisions are exact orientations, so rounding cannot make
/// a dent.
/// </summary>
internal static class ConvexHull
{
    /// <summary>Corners of the hull, counter-clockwise seen from outside, from the first point (of points in clockwise order, the second) if that is a corner.</summary>
    public static ImmutableArray<UnitVector3> Of(IEnumerable<UnitVector3> points)
    {
        var given = points.ToList();
        if (!given.TrueForAll(point => double.IsFinite(point.X + point.Y + point.Z)))
            throw new GeometryException("A convex hull was asked of points of which one has components that are not finite");
        var hull = FirstTriangle(given);
        foreach (var point in given)
            Include(hull, point);
        return [.. hull];
    }

    private static List<UnitVector3> FirstTriangle(List<UnitVector3> points)
    {
        if (points.Count > 0)
        {
            var first = points[0];
            var second = points.Find(point => point != first && point != -first);
            foreach (var third in points)
            {
                var turn = Orientation.Of(first, second, third);
                if (turn != 0)
                    return turn > 0 ? [first, second, third] : [second, first, third];
            }
        }
        throw new GeometryException($"{points.Count} points span no polygon: at least three are needed that are distinct and not on one great circle");
    }

    private static void Include(List<UnitVector3> hull, UnitVector3 point)
    {
        var vertices = CollectionsMarshal.AsSpan(hull);
        if (ConvexPolygon.Contains(vertices, point))
            return;
        if (ConvexPolygon.Contains(vertices, -point))
            throw new GeometryException("The points span no convex polygon: they do not lie within one hemisphere");
        // Edges that have the point on their right, or straight ahead or behind, give way to two edges through the point.
        // They follow one another.
        var count = hull.Count;
        var gives = new bool[count];
        for (var i = 0; i < count; i++)
            gives[i] = Orientation.Of(point, hull[i], hull[(i + 1) % count]) <= 0;
        var kept = new List<UnitVector3>(count + 1);
        for (var i = 0; i < count; i++)
        {
            var before = gives[(i + count - 1) % count];
            if (!before || !gives[i])
                kept.Add(hull[i]);
            if (!before && gives[i])
                kept.Add(point);
        }
        hull.Clear();
        hull.AddRange(kept);
    }
}
