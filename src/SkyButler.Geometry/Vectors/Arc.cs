namespace SkyButler.Geometry.Vectors;

/// <summary>The shorter great-circle arc between two points, which a polygon has as its edge.</summary>
internal readonly struct Arc
{
    private readonly Vector3 start;
    private readonly Vector3 end;

    public Arc(UnitVector3 start, UnitVector3 end)
    {
        this.start = start;
        this.end = end;
        Normal = this.start.DoubledCross(end);
    }

    /// <summary>Perpendicular to the arc's plane, to the left of its direction; zero if both ends are one point.</summary>
    public Vector3 Normal { get; }

    /// <summary>The edges of a polygon, each from a vertex to the next.</summary>
    public static void Around(ReadOnlySpan<UnitVector3> vertices, Span<Arc> edges)
    {
        for (var i = 0; i < vertices.Length; i++)
            edges[i] = new Arc(vertices[i], vertices[i + 1 < vertices.Length ? i + 1 : 0]);
    }

    /// <summary>Squared chord from a point to the nearest point of the arc.</summary>
    public double SquaredChordTo(Vector3 point)
    {
        var nearestEnd = Math.Min(point.SquaredDistanceTo(start), point.SquaredDistanceTo(end));
        var squaredLength = Normal.SquaredLength;
        if (squaredLength == 0 || !IsAlongside(point))
            return nearestEnd;
        var height = point.Dot(Normal);
        var squaredSine = Math.Min(1, height * height / squaredLength);
        // 2 − 2 cos, written without the cancellation.
        return Math.Min(nearestEnd, 2 * squaredSine / (1 + Math.Sqrt(1 - squaredSine)));
    }

    /// <summary>Whether the foot of the perpendicular from a point to the great circle falls between the ends.</summary>
    public bool IsAlongside(Vector3 point) => Normal.Cross(start).Dot(point) >= 0 && Normal.Cross(end).Dot(point) <= 0;

    /// <summary>
    /// Whether two arcs cross at a point inside both: going from end to end in turn around the crossing is then a convex
    /// quadrilateral, all of whose corners turn the same way. Arcs that only touch do not cross.
    /// </summary>
    public static bool Cross(Vector3 start, Vector3 end, Vector3 otherStart, Vector3 otherEnd)
    {
        var turn = Orientation.Of(start, otherStart, end);
        return turn != 0
            && Orientation.Of(otherStart, end, otherEnd) == turn
            && Orientation.Of(end, otherEnd, start) == turn
            && Orientation.Of(otherEnd, start, otherStart) == turn;
    }
}
