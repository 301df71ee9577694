namespace SkyButler.Examples.Survey.Skies;

/// <summary>
/// The image of a point: Moffat's profile (1969, A&amp;A 3, 455) with the exponent 3.5, drawn out along the direction to the boresight, the more the
/// farther away.
/// </summary>
internal readonly struct PointSpread
{
    /// <summary>How far it is drawn, pixels.</summary>
    public const double Radius = 40;

    private const double Exponent = 3.5;
    private const double FarAway = 1100;
    private readonly double along;
    private readonly double across;
    private readonly double sine;
    private readonly double cosine;
    private readonly double peak;

    /// <param name="width">Full width at half maximum, pixels.</param>
    /// <param name="x">Place on the focal plane, pixels from the boresight.</param>
    /// <param name="y">The same along columns.</param>
    public PointSpread(double width, double x, double y)
    {
        var distance = Math.Sqrt((x * x) + (y * y));
        (cosine, sine) = distance > 0 ? (x / distance, y / distance) : (1, 0);
        var scale = width / (2 * Math.Sqrt(Math.Pow(2, 1 / Exponent) - 1));
        along = scale * (1 + (0.04 * distance / FarAway));
        across = scale;
        peak = (Exponent - 1) / (Math.PI * along * across);
    }

    /// <summary>The share of the light in a pixel so far from the centre.</summary>
    public double At(double dx, double dy)
    {
        var u = ((dx * cosine) + (dy * sine)) / along;
        var v = ((dy * cosine) - (dx * sine)) / across;
        return peak * Math.Pow(1 + (u * u) + (v * v), -Exponent);
    }
}
