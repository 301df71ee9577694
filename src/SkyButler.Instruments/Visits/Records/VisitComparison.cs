using SkyButler.Dimensions.Records;
using SkyButler.Geometry;

namespace SkyButler.Instruments.Visits.Records;

/// <summary>Compares visits that are there with those that are to be defined. Numbers and regions may differ by what rounding does.</summary>
internal static class VisitComparison
{
    private const double Rounding = 1e-10;

    /// <summary>Each field that differs, in words.</summary>
    public static IReadOnlyList<string> Differences(DimensionRecord there, DimensionRecord given) => RecordDifferences.Of(there, given, Same);

    /// <summary>Whether two regions are the same.</summary>
    public static bool Same(Region? there, Region? given) => there is ConvexPolygon a && given is ConvexPolygon b ? IsOnEdges(a, b) && IsOnEdges(b, a) : Equals(there, given);

    private static bool Same(object? there, object? given) => (there, given) switch
    {
        (Region a, Region b) => Same(a, b),
        (double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Abs(a)),
        _ => false,
    };

    // Whether every vertex of one polygon lies on a side of the other.
    private static bool IsOnEdges(ConvexPolygon polygon, ConvexPolygon other)
    {
        var corners = other.Vertices;
        return polygon.Vertices.All(vertex => Enumerable.Range(0, corners.Length).Any(i => IsOnEdge(vertex, corners[i], corners[(i + 1) % corners.Length])));
    }

    private static bool IsOnEdge(UnitVector3 point, UnitVector3 from, UnitVector3 to)
    {
        var length = from.AngleTo(to);
        var (before, after) = (from.AngleTo(point), point.AngleTo(to));
        if (before <= Rounding || after <= Rounding)
            return true;
        return before < length && after < length && Math.Abs(Height(point, from, to)) <= Rounding;
    }

    private static double Height(UnitVector3 point, UnitVector3 from, UnitVector3 to)
    {
        var (x, y, z) = ((from.Y * to.Z) - (from.Z * to.Y), (from.Z * to.X) - (from.X * to.Z), (from.X * to.Y) - (from.Y * to.X));
        return ((point.X * x) + (point.Y * y) + (point.Z * z)) / Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}
