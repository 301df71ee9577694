using SkyButler.Dimensions.Times;

namespace SkyButler.Instruments.Times;

/// <summary>
/// An instant as index files and sidecars write it: a Julian Date in TAI in two parts, whose sum counts. The first is a whole number of
/// days (counted from noon) in what is made here, the second from -0.5 to 0.5.
/// </summary>
/// <param name="Day">First part, days.</param>
/// <param name="Fraction">Second part, days.</param>
public readonly record struct ObservationTime(double Day, double Fraction)
{
    private const decimal NanosecondsPerDay = 86_400_000_000_000;

    private const long NanosecondsPerMillisecond = 1_000_000;

    // Julian Date of 1970-01-01T00:00.
    private const decimal UnixEpoch = 2_440_587.5m;

    // Beyond, no calendar has a date.
    private const double FarthestDay = 6_000_000;

    /// <summary>Nanoseconds TAI since 1970-01-01T00:00:00 TAI, fractions included.</summary>
    /// <exception cref="FormatException">The parts are not finite, or lie beyond the calendar.</exception>
    public decimal Nanoseconds
    {
        get
        {
            if (!double.IsFinite(Day) || !double.IsFinite(Fraction) || Math.Abs(Day) > FarthestDay || Math.Abs(Fraction) > FarthestDay)
                throw new FormatException(FormattableString.Invariant($"[{Day}, {Fraction}] is no Julian Date"));
            return (Exact(Day) + Exact(Fraction) - UnixEpoch) * NanosecondsPerDay;
        }
    }

    /// <summary>Nanoseconds TAI since 1970-01-01T00:00:00 TAI, as timespans count them.</summary>
    /// <exception cref="FormatException">The parts are not finite, or lie beyond the calendar.</exception>
    public long ToNanoseconds() => (long)Math.Round(Math.Clamp(Nanoseconds, Timespan.MinNanoseconds, Timespan.MaxNanoseconds), MidpointRounding.ToEven);

    /// <summary>The instant so many nanoseconds TAI after 1970-01-01T00:00:00 TAI.</summary>
    public static ObservationTime FromNanoseconds(decimal nanoseconds)
    {
        var date = (nanoseconds / NanosecondsPerDay) + UnixEpoch;
        var day = Math.Round(date, MidpointRounding.ToEven);
        return new((double)day, (double)(date - day));
    }

    /// <summary>The instant so many seconds later.</summary>
    public ObservationTime AddSeconds(double seconds) => FromNanoseconds(Nanoseconds + ((decimal)seconds * 1_000_000_000));

    /// <summary>The number of its day in TAI as <c>YYYYMMDD</c>, where days begin so many seconds after midnight.</summary>
    public int DayNumber(double offset)
    {
        var date = TaiTime.ToTai(AddSeconds(-offset).ToNanoseconds());
        return (((date.Year * 100) + date.Month) * 100) + date.Day;
    }

    /// <summary>The instant as ISO 8601 text in TAI, to the millisecond.</summary>
    public override string ToString() =>
        double.IsFinite(Day + Fraction) ? TaiTime.ToTai((long)Math.Round((decimal)ToNanoseconds() / NanosecondsPerMillisecond, MidpointRounding.AwayFromZero) * NanosecondsPerMillisecond).ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture) : "NaN";

    // A conversion keeps 15 digits; whole days and 62 bits of what is left are exact.
    private static decimal Exact(double days)
    {
        var whole = Math.Floor(days);
        return (decimal)whole + ((decimal)(long)((days - whole) * (1L << 62)) / (1L << 62));
    }
}
