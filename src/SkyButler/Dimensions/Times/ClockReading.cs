namespace SkyButler.Dimensions.Times;

/// <summary>What a clock shows: a day of its calendar, counted from 1970-01-01, and the time since its midnight.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Nanoseconds">Time of day in nanoseconds; fractions of them count until the result is rounded.</param>
public readonly record struct ClockReading(long Day, decimal Nanoseconds)
{
    private const decimal Second = 1_000_000_000;

    // TT - TAI.
    private const decimal TerrestrialOffset = 32.184m * Second;

    // The instant at which TT, TCG and TCB showed the same: 1977-01-01T00:00:00 TAI (IAU 1991, recommendation IV), in nanoseconds TAI.
    private const decimal Coincidence = 220_924_800 * Second;

    // L_G of IAU 2000 resolution B1.9; L_B and TDB_0 of IAU 2006 resolution B3.
    private const decimal GeocentricRate = 6.969290134e-10m;
    private const decimal BarycentricRate = 1.550519768e-8m;
    private const decimal BarycentricOffset = -6.55e-5m * Second;

    /// <summary>What the clock shows, in nanoseconds since it showed 1970-01-01T00:00:00 (days of 86 400 s).</summary>
    private decimal Elapsed => (Day * UtcDay.UsualLength) + Nanoseconds;

    /// <summary>The instant at which a clock of a scale shows this, in nanoseconds TAI since 1970-01-01T00:00:00 TAI.</summary>
    public decimal ToTai(TimeScale scale) => scale switch
    {
        TimeScale.Utc => new UtcDay(Day).ToTai(Nanoseconds),
        TimeScale.TerrestrialTime => Elapsed - TerrestrialOffset,
        TimeScale.GeocentricCoordinateTime => Elapsed - (GeocentricRate * (Elapsed - TerrestrialOffset - Coincidence)) - TerrestrialOffset,
        TimeScale.BarycentricDynamicalTime => FromBarycentric(Elapsed),
        TimeScale.BarycentricCoordinateTime => FromBarycentric(Elapsed - (BarycentricRate * (Elapsed - TerrestrialOffset - Coincidence)) + BarycentricOffset),
        _ => Elapsed,
    };

    private static decimal FromBarycentric(decimal barycentric)
    {
        var terrestrial = barycentric - Difference(barycentric);
        return barycentric - Difference(terrestrial) - TerrestrialOffset;
    }

    // TDB - TT at the centre of the Earth, right to 10 µs from 1600 to 2200: Kaplan, USNO Circular 179 (2005), equation 2.6.
    private static decimal Difference(decimal terrestrial)
    {
        const decimal J2000 = 946_728_000 * Second;
        const decimal Century = 36_525 * UtcDay.UsualLength;
        var t = (double)((terrestrial - J2000) / Century);
        var seconds = (0.001657 * Math.Sin((628.3076 * t) + 6.2401))
            + (0.000022 * Math.Sin((575.3385 * t) + 4.2970))
            + (0.000014 * Math.Sin((1256.6152 * t) + 6.1969))
            + (0.000005 * Math.Sin((606.9777 * t) + 4.0212))
            + (0.000005 * Math.Sin((52.9691 * t) + 0.4444))
            + (0.000002 * Math.Sin((21.3299 * t) + 5.5431))
            + (0.000010 * t * Math.Sin((628.3076 * t) + 4.2490));
        return (decimal)seconds * Second;
    }
}
