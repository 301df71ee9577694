namespace SkyButler.Imaging.Sky;

/// <summary>A direction on the sky, in degrees; NaN where there is none. Its frame is that of the coordinates it came from.</summary>
/// <param name="Longitude">Right ascension, or the frame's longitude; 0 up to 360.</param>
/// <param name="Latitude">Declination, or the frame's latitude; -90 to 90.</param>
public readonly record struct SkyPosition(double Longitude, double Latitude)
{
    private const double Degree = Math.PI / 180;

    /// <summary>Whether there is such a direction.</summary>
    public bool IsValid => double.IsFinite(Longitude) && double.IsFinite(Latitude);

    /// <summary>The angle between two directions, in degrees, exact for small and for large ones (Vincenty's formula).</summary>
    public double SeparationFrom(SkyPosition other)
    {
        var (sinHere, cosHere) = Math.SinCos(Latitude * Degree);
        var (sinThere, cosThere) = Math.SinCos(other.Latitude * Degree);
        var (sin, cos) = Math.SinCos((other.Longitude - Longitude) * Degree);
        var across = cosThere * sin;
        var along = (cosHere * sinThere) - (sinHere * cosThere * cos);
        return Math.Atan2(Math.Sqrt((across * across) + (along * along)), (sinHere * sinThere) + (cosHere * cosThere * cos)) / Degree;
    }
}
