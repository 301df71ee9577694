namespace SkyButler.Instruments.Positions;

/// <summary>A place on Earth, from its centre (ITRS).</summary>
/// <param name="X">Metres towards longitude 0 on the equator.</param>
/// <param name="Y">Metres towards longitude 90 degrees east on the equator.</param>
/// <param name="Z">Metres towards the north pole.</param>
public readonly record struct GeocentricLocation(double X, double Y, double Z)
{
    // WGS 84: equatorial radius in metres, and flattening.
    private const double Radius = 6_378_137;
    private const double Flattening = 1 / 298.257223563;
    private const double Eccentricity = Flattening * (2 - Flattening);
    private const double Degree = Math.PI / 180;

    /// <summary>The place at geodetic coordinates (WGS 84).</summary>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="height">Metres above the ellipsoid.</param>
    public static GeocentricLocation FromGeodetic(double longitude, double latitude, double height)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Degree);
        var (sinLongitude, cosLongitude) = Math.SinCos(longitude * Degree);
        var normal = Radius / Math.Sqrt(1 - (Eccentricity * sinLatitude * sinLatitude));
        var axis = (normal + height) * cosLatitude;
        return new(axis * cosLongitude, axis * sinLongitude, ((normal * (1 - Eccentricity)) + height) * sinLatitude);
    }

    /// <summary>Longitude in degrees east.</summary>
    public double Longitude => Math.Atan2(Y, X) / Degree;

    /// <summary>Geodetic latitude in degrees north (WGS 84).</summary>
    public double Latitude
    {
        get
        {
            // Each round gains five digits on Earth.
            var axis = Math.Sqrt((X * X) + (Y * Y));
            var latitude = Math.Atan2(Z, axis * (1 - Eccentricity));
            for (var round = 0; round < 8; round++)
            {
                var sin = Math.Sin(latitude);
                latitude = Math.Atan2(Z + (Eccentricity * Radius / Math.Sqrt(1 - (Eccentricity * sin * sin)) * sin), axis);
            }

            return latitude / Degree;
        }
    }
}
