using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>A position as longitude and latitude, in radians (ICRS right ascension and declination, in a butler).</summary>
/// <param name="Longitude">Radians, in [0, 2π].</param>
/// <param name="Latitude">Radians, in [−π/2, π/2].</param>
public readonly record struct LonLat(double Longitude, double Latitude)
{
    /// <summary>Longitude in degrees.</summary>
    public double LongitudeDegrees => Angles.ToDegrees(Longitude);

    /// <summary>Latitude in degrees.</summary>
    public double LatitudeDegrees => Angles.ToDegrees(Latitude);

    /// <summary>Takes radians; the longitude may be any number of turns.</summary>
    /// <exception cref="GeometryException">The latitude is beyond a pole, or a value is not a number.</exception>
    public static LonLat FromRadians(double longitude, double latitude)
    {
        if (!double.IsFinite(longitude) || !(Math.Abs(latitude) <= Angles.HalfPi))
            throw new GeometryException($"({longitude}, {latitude}) radians is no position: give a finite longitude and a latitude within ±π/2");
        return new LonLat(Angles.Normalize(longitude), latitude);
    }

    /// <summary>Takes degrees; the longitude may be any number of turns.</summary>
    /// <exception cref="GeometryException">The latitude is beyond a pole, or a value is not a number.</exception>
    public static LonLat FromDegrees(double longitude, double latitude)
    {
        if (!double.IsFinite(longitude) || !(Math.Abs(latitude) <= 90))
            throw new GeometryException($"({longitude}, {latitude}) degrees is no position: give a finite longitude and a latitude within ±90");
        return FromRadians(Angles.ToRadians(longitude), Math.Clamp(Angles.ToRadians(latitude), -Angles.HalfPi, Angles.HalfPi));
    }

    /// <summary>The unit vector in this direction.</summary>
    public UnitVector3 ToVector() => UnitVector3.FromLonLat(this);
}
