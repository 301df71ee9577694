using SkyButler.Imaging.Sky;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>Directions on the sky: as vectors, and moved by angles.</summary>
internal static class Sphere
{
    private const double HalfTurn = 180;

    public static double ToRadians(double degrees) => degrees * Math.PI / HalfTurn;

    public static double ToDegrees(double radians) => radians * HalfTurn / Math.PI;

    /// <summary>A direction given in radians; the longitude may be any number of turns.</summary>
    public static SkyPosition FromRadians(double longitude, double latitude)
    {
        var turn = 2 * Math.PI;
        var wrapped = longitude % turn;
        return new(ToDegrees(wrapped < 0 ? wrapped + turn : wrapped), ToDegrees(latitude));
    }

    public static SkyPosition FromVector(double x, double y, double z) => FromRadians(Math.Atan2(y, x), Math.Atan2(z, Math.Sqrt((x * x) + (y * y))));

    public static (double X, double Y, double Z) ToVector(SkyPosition position)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(ToRadians(position.Longitude));
        var (sinLatitude, cosLatitude) = Math.SinCos(ToRadians(position.Latitude));
        return (cosLongitude * cosLatitude, sinLongitude * cosLatitude, sinLatitude);
    }

    /// <summary>The direction at a distance from another.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="bearing">Angle from north towards east, in degrees.</param>
    /// <param name="distance">How far, in degrees.</param>
    public static SkyPosition Offset(SkyPosition from, double bearing, double distance)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(ToRadians(from.Longitude));
        var (sinLatitude, cosLatitude) = Math.SinCos(ToRadians(from.Latitude));
        var (east, north) = Math.SinCos(ToRadians(bearing));
        var (sin, cos) = Math.SinCos(ToRadians(distance));
        return FromVector(
            (cosLongitude * cosLatitude * cos) - (((east * sinLongitude) + (north * cosLongitude * sinLatitude)) * sin),
            (sinLongitude * cosLatitude * cos) + (((east * cosLongitude) - (north * sinLongitude * sinLatitude)) * sin),
            (sinLatitude * cos) + (north * cosLatitude * sin));
    }
}
