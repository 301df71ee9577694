namespace SkyButler.Geometry.Vectors;

/// <summary>Tells polygons that are truly convex, of which more can be concluded from less.</summary>
internal static class Convexity
{
    // The work grows with the square of the vertices; larger polygons are treated as if nothing were known of them.
    private const int MostVertices = 64;

    /// <summary>Whether every vertex lies strictly on the left of every edge that it is no end of, so that the edges bound the vertices' hull.</summary>
    public static bool IsStrict(ReadOnlySpan<UnitVector3> vertices)
    {
        if (vertices.Length is < 3 or > MostVertices)
            return false;
        for (var i = 0; i < vertices.Length; i++)
        {
            var next = i + 1 < vertices.Length ? i + 1 : 0;
            var normal = ((Vector3)vertices[i]).Cross(vertices[next]);
            for (var j = 0; j < vertices.Length; j++)
            {
                if (j != i && j != next && Orientation.Of(vertices[j], vertices[i], vertices[next], normal) <= 0)
                    return false;
            }
        }

        return true;
    }
}
