using SkyButler.Geometry.Relations;
using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>Relations of pixels that are polygons of three or four corners; the same as their <see cref="ConvexPolygon"/> has, but quicker.</summary>
internal static class PixelCorners
{
    /// <summary>See <see cref="IPixelNode{TSelf}.Relate"/>. That a pixel contains the region shows nothing of its neighbours, which the region may touch.</summary>
    public static Relationship Relate(ReadOnlySpan<UnitVector3> corners, in PixelTarget target)
    {
        Quartet<Vector3> space = default;
        Span<Vector3> normals = space;
        normals = normals[..corners.Length];
        for (var i = 0; i < corners.Length; i++)
            normals[i] = ((Vector3)corners[i]).Cross(corners[i + 1 < corners.Length ? i + 1 : 0]);
        var relation = target.RelateCap(normals);
        if (relation != Intersects)
            return relation;
        return target.Region switch
        {
            ConvexPolygon { IsStrict: true } polygon => OfPolygon(corners, normals, polygon.Vertices.AsSpan()),
            ConvexPolygon polygon => PolygonRelation.Of(corners, polygon) & ~Contains,
            Circle circle => PolygonRelation.Of(corners, circle) & ~Contains,
            Box box => PolygonRelation.Of(corners, box),
            var other => RegionRelation.Of(ConvexPolygon.FromStored(corners.ToArray()), other) & ~Contains,
        };
    }

    // Both are truly convex, so that all corners of one on the outer side of one edge of the other show them to be apart.
    private static Relationship OfPolygon(ReadOnlySpan<UnitVector3> corners, ReadOnlySpan<Vector3> normals, ReadOnlySpan<UnitVector3> vertices)
    {
        var (outsideAll, anyInside) = (-1, false);
        foreach (ref readonly var vertex in vertices)
        {
            var outside = 0;
            for (var i = 0; i < normals.Length; i++)
            {
                if (Orientation.Of(vertex, corners[i], corners[i + 1 < corners.Length ? i + 1 : 0], normals[i]) < 0)
                    outside |= 1 << i;
            }

            outsideAll &= outside;
            anyInside |= outside == 0;
        }

        if (outsideAll != 0)
            return Disjoint;
        var all = (1 << corners.Length) - 1;
        var inside = all;
        var previous = vertices[^1];
        foreach (var vertex in vertices)
        {
            var normal = ((Vector3)previous).Cross(vertex);
            var left = 0;
            for (var i = 0; i < corners.Length; i++)
            {
                if (Orientation.Of(corners[i], previous, vertex, normal) >= 0)
                    left |= 1 << i;
            }

            if (left == 0)
                return Disjoint;
            inside &= left;
            previous = vertex;
        }

        if (inside == all)
            return Within;
        return anyInside || inside != 0 || PolygonRelation.AnyCross(corners, vertices) ? Intersects : Disjoint;
    }
}
