using SkyButler.Geometry;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>Regions from numbers in degrees, as the functions of conditions and the IVOA's position texts define them.</summary>
internal static class Shapes
{
    public static Region Point(double[] position) => new Circle(Direction(position[0], position[1]), 0);

    /// <summary>CIRCLE(…) of conditions: repositories' users have always got twice the angle that they asked for, and answers must stay the same.</summary>
    public static Region Circle(double[] numbers) => CircleOfRadius([numbers[0], numbers[1], 2 * numbers[2]]);

    public static Region CircleOfRadius(double[] numbers) => numbers[2] >= 0
        ? new Circle(Direction(numbers[0], numbers[1]), Radians(numbers[2]))
        : throw new FormatException("the radius of a circle can't be negative");

    public static Region Box(double[] numbers) => numbers[2] >= 0 && numbers[3] >= 0
        ? Geometry.Box.FromCenter(LonLat.FromDegrees(numbers[0], numbers[1]), Radians(numbers[2] / 2), Radians(numbers[3] / 2))
        : throw new FormatException("the width and height of a box can't be negative");

    /// <summary>A box between longitudes and latitudes, of which any may be infinite.</summary>
    public static Region Range(double[] numbers)
    {
        var (west, east, south, north) = (numbers[0], numbers[1], Math.Max(numbers[2], -90), Math.Min(numbers[3], 90));
        var longitude = double.IsInfinity(west) || double.IsInfinity(east) || east - west >= 360
            ? LongitudeInterval.Full
            : LongitudeInterval.FromRadians(Radians(west), Radians(east));
        return new Box(longitude, new LatitudeInterval(Radians(south), Radians(north)));
    }

    public static Region Polygon(double[] numbers) =>
        ConvexPolygon.FromVertices([.. Enumerable.Range(0, numbers.Length / 2).Select(i => Direction(numbers[2 * i], numbers[(2 * i) + 1]))]);

    private static UnitVector3 Direction(double longitude, double latitude) => LonLat.FromDegrees(longitude, latitude).ToVector();

    private static double Radians(double degrees) => degrees * (Math.PI / 180);
}
