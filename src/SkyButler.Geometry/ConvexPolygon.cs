using System.Collections.Immutable;
using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>A polygon without dents, smaller than a hemisphere, whose edges are great-circle arcs.</summary>
public sealed class ConvexPolygon : Region
{
    private Arc[]? edges;
    private bool? isStrict;

    /// <summary>Makes the convex hull of points in any order; those inside it, and repeated ones, are dropped.</summary>
    /// <exception cref="GeometryException">The points lie on one great circle, or on no common hemisphere.</exception>
    public ConvexPolygon(IEnumerable<UnitVector3> points)
        : this(ConvexHull.Of(points))
    {
    }

    private ConvexPolygon(ImmutableArray<UnitVector3> vertices)
    {
        Vertices = vertices;
        IsUsable = IsNearlyUnit(vertices.AsSpan());
    }

    /// <summary>The corners, counter-clockwise seen from outside the sphere; at least three.</summary>
    public ImmutableArray<UnitVector3> Vertices { get; }

    /// <summary>False for stored polygons with vertices that are no directions: they hold no point.</summary>
    internal bool IsUsable { get; }

    /// <summary>Whether every vertex lies on the left of every edge that it is no end of: false for some stored polygons, which are none.</summary>
    internal bool IsStrict => isStrict ??= IsUsable && Convexity.IsStrict(Vertices.AsSpan());

    /// <summary>Edge i goes from vertex i to the next.</summary>
    internal ReadOnlySpan<Arc> Edges => edges ??= MakeEdges();

    internal override int EncodedLength => 1 + (Vertices.Length * 3 * sizeof(double));

    internal override bool CountsAsEmpty => true;

    /// <summary>Makes a polygon of exactly these corners.</summary>
    /// <exception cref="GeometryException">They are not the corners of a convex polygon in counter-clockwise order.</exception>
    public static ConvexPolygon FromVertices(IReadOnlyList<UnitVector3> vertices)
    {
        var given = new ConvexPolygon([.. vertices]);
        if (!given.IsStrict && !new ConvexPolygon(vertices).Equals(given))
            throw new GeometryException(
                $"The {vertices.Count} vertices are not those of a convex polygon in counter-clockwise order seen from outside the sphere");
        return given;
    }

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point) => IsUsable && Contains(Vertices.AsSpan(), point);

    /// <inheritdoc/>
    public override Circle BoundingCircle()
    {
        if (!IsUsable)
            return Circle.Empty;
        var center = Centroid();
        var farthest = Vertices.Max(vertex => ((Vector3)vertex).SquaredDistanceTo(center));
        return Circle.FromSquaredChord(center, farthest + (2 * Angles.SquaredChordError));
    }

    /// <inheritdoc/>
    public override Box BoundingBox() => IsUsable ? PolygonBounds.BoxOf(Vertices.AsSpan(), Edges) : Box.Empty;

    /// <summary>Whether the corners are the same, from whichever they are counted.</summary>
    public override bool Equals(Region? other)
    {
        if (other is not ConvexPolygon polygon || polygon.Vertices.Length != Vertices.Length)
            return false;
        var start = polygon.Vertices.IndexOf(Vertices[0]);
        return start >= 0
            && Vertices.AsSpan()[..^start].SequenceEqual(polygon.Vertices.AsSpan()[start..])
            && Vertices.AsSpan()[^start..].SequenceEqual(polygon.Vertices.AsSpan()[..start]);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => Vertices.Aggregate(Vertices.Length, (sum, vertex) => sum ^ vertex.GetHashCode());

    internal static ConvexPolygon FromStored(UnitVector3[] vertices) => new(ImmutableArray.Create(vertices));

    /// <summary>Whether a point is on the left of, or on, the great circle of every edge.</summary>
    internal static bool Contains(ReadOnlySpan<UnitVector3> vertices, UnitVector3 point)
    {
        var previous = vertices[^1];
        foreach (var vertex in vertices)
        {
            if (Orientation.Of(point, previous, vertex) < 0)
                return false;
            previous = vertex;
        }
        return true;
    }

    internal override int EncodeTo(Span<byte> target)
    {
        var writer = new RegionWriter(target, RegionCode.Polygon);
        foreach (var vertex in Vertices)
            writer.Write(vertex);
        return writer.Length;
    }

    private static bool IsNearlyUnit(ReadOnlySpan<UnitVector3> vertices)
    {
        foreach (ref readonly var vertex in vertices)
        {
            if (((Vector3)vertex).SquaredLength is not (> 0.5 and < 2))
                return false;
        }

        return true;
    }

    private Arc[] MakeEdges()
    {
        var arcs = new Arc[Vertices.Length];
        Arc.Around(Vertices.AsSpan(), arcs);
        return arcs;
    }

    // The integral of position over a spherical polygon is half the sum of its edges' unit normals times their lengths.
    private UnitVector3 Centroid()
    {
        Vector3 sum = default;
        for (var i = 0; i < Vertices.Length; i++)
        {
            var length = Math.Sqrt(Edges[i].Normal.SquaredLength);
            if (length > 0)
                sum += Vertices[i].AngleTo(Vertices[(i + 1) % Vertices.Length]) / length * Edges[i].Normal;
        }
        return sum.SquaredLength > 0 ? UnitVector3.FromVector(sum) : Vertices[0];
    }
}
