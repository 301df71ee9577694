namespace SkyButler.Geometry.Tests;

/// <summary>Short ways to name points and shapes in degrees.</summary>
internal static class Shapes
{
    public static UnitVector3 At(double longitude, double latitude) => LonLat.FromDegrees(longitude, latitude).ToVector();

    public static Region FromHex(string hex) => Region.Decode(Convert.FromHexString(hex));

    public static Circle Circle(double longitude, double latitude, double radius) =>
        new(At(longitude, latitude), radius * Math.PI / 180);

    public static Box Box(double west, double east, double south, double north) =>
        new(LonLat.FromDegrees(west, south), LonLat.FromDegrees(east, north));

    /// <summary>The polygon with the corners of a box.</summary>
    public static ConvexPolygon Polygon(double west, double east, double south, double north) =>
        new([At(west, south), At(east, south), At(east, north), At(west, north)]);
}
