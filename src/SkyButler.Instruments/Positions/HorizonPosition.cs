namespace SkyButler.Instruments.Positions;

/// <summary>A direction as seen from a place on Earth.</summary>
/// <param name="Azimuth">Degrees from north through east.</param>
/// <param name="Altitude">Degrees above the horizon.</param>
public readonly record struct HorizonPosition(double Azimuth, double Altitude)
{
    private const double Degree = Math.PI / 180;

    /// <summary>Length of the path through a flat atmosphere, in that to the zenith.</summary>
    public double Airmass => 1 / Math.Sin(Altitude * Degree);

    /// <summary>The direction of an hour angle and declination.</summary>
    /// <param name="hourAngle">Degrees west of the meridian.</param>
    /// <param name="declination">Degrees, of date.</param>
    /// <param name="latitude">Geodetic latitude of the place, degrees north.</param>
    public static HorizonPosition FromHourAngle(double hourAngle, double declination, double latitude)
    {
        var (sinHour, cosHour) = Math.SinCos(hourAngle * Degree);
        var (sinDeclination, cosDeclination) = Math.SinCos(declination * Degree);
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Degree);
        var north = (sinDeclination * cosLatitude) - (cosHour * cosDeclination * sinLatitude);
        var east = -sinHour * cosDeclination;
        var up = (cosHour * cosDeclination * cosLatitude) + (sinDeclination * sinLatitude);
        var azimuth = Math.Atan2(east, north) / Degree;
        return new(azimuth < 0 ? azimuth + 360 : azimuth, Math.Atan2(up, Math.Sqrt((north * north) + (east * east))) / Degree);
    }
}
