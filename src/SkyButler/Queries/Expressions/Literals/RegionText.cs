using System.Globalization;
using SkyButler.Geometry;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>Regions in messages, in the words of conditions; rounded, since people read them.</summary>
internal static class RegionText
{
    private const int MostVertices = 6;

    public static string Of(Region region) => region switch
    {
        Circle { SquaredChordLength: 0 } c => $"POINT({Position(c.Center)})",
        Circle { IsEmpty: false } c => $"REGION('CIRCLE {Position(c.Center, " ")} {Degrees(c.OpeningAngle)}')",
        Box { IsEmpty: false } b => $"REGION('RANGE {Degrees(b.Longitude.Start)} {Degrees(b.Longitude.End)} {Degrees(b.Latitude.Start)} {Degrees(b.Latitude.End)}')",
        ConvexPolygon p => $"POLYGON({string.Join(", ", p.Vertices.Take(MostVertices).Select(v => Position(v)))}{(p.Vertices.Length > MostVertices ? ", …" : "")})",
        _ => "REGION('…')",
    };

    private static string Position(UnitVector3 point, string separator = ", ")
    {
        var position = point.ToLonLat();
        return Degrees(position.Longitude) + separator + Degrees(position.Latitude);
    }

    private static string Degrees(double radians) => (radians * 180 / Math.PI).ToString("0.######", CultureInfo.InvariantCulture);
}
