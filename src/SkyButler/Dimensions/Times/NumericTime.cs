namespace SkyButler.Dimensions.Times;

/// <summary>Times that are a number of days, seconds or years.</summary>
public static class NumericTime
{
    private const double SecondsPerDay = 86_400;
    private const int UnixEpochMjd = 40_587;

    // Days from 1970 to the end of the calendar, nearly; all instants beyond 2100 are the same.
    private const long FarDay = 2_900_000;

    private static readonly string[] Formats =
        ["mjd", "jd", "unix", "unix_tai", "gps", "cxcsec", "galexsec", "plot_date", "stardate", "decimalyear", "jyear", "byear", "iso", "isot", "yday"];

    /// <summary>The instant of a number, in nanoseconds TAI since 1970-01-01T00:00:00 TAI; fractions of them are kept.</summary>
    /// <exception cref="FormatException">The format is not known, or no format of numbers.</exception>
    public static decimal ToTai(double value, string format, TimeScale scale) => format switch
    {
        "mjd" => Days(value, -UnixEpochMjd, scale),
        "jd" => Days(value - 0.5, -UnixEpochMjd - 2_400_000, scale),
        "jyear" => Days(51_544.5 + ((value - 2000) * 365.25), -UnixEpochMjd, scale),
        // Lieske, A&A 73, 282 (1979): B1900.0 and the tropical year.
        "byear" => Days(15_019.81352 + ((value - 1900) * 365.242198781), -UnixEpochMjd, scale),
        "decimalyear" => Years(value, scale),
        // These count from an instant, so that another scale than their own makes no other instant of them.
        "unix" => Seconds(value, 0, TimeScale.Utc),
        "unix_tai" => Seconds(value, 0, TimeScale.Tai),
        "gps" => Seconds(value, Elapsed(new(1980, 1, 6)), TimeScale.Tai) + 19_000_000_000,
        "cxcsec" => Seconds(value, Elapsed(new(1998, 1, 1)), TimeScale.TerrestrialTime),
        "galexsec" => Seconds(value, Elapsed(new(1980, 1, 6)), TimeScale.Utc),
        "plot_date" => Days(value, Elapsed(new(1, 1, 1)) - 1, TimeScale.Utc),
        "stardate" => Days(value * 0.397766856, Elapsed(new(2318, 7, 5)), TimeScale.Tai) + (11 * 3_600_000_000_000m),
        "iso" or "isot" or "yday" or "fits" or "datetime" or "datetime64" or "ymdhms" or "byear_str" or "jyear_str" =>
            throw new FormatException(FormattableString.Invariant($"'{value}' is not a time in the format '{format}'")),
        _ => throw new FormatException($"'{format}' is not a time format; there are {string.Join(", ", Formats)}"),
    };

    private static long Elapsed(DateTime day) => (long)(day - DateTime.UnixEpoch).TotalDays;

    private static decimal Seconds(double seconds, long epoch, TimeScale scale)
    {
        var day = Math.Floor(seconds / SecondsPerDay);
        return OfDay(day, (seconds - (day * SecondsPerDay)) / SecondsPerDay, epoch, scale);
    }

    private static decimal Days(double days, long epoch, TimeScale scale) => OfDay(Math.Floor(days), days - Math.Floor(days), epoch, scale);

    // A day of UTC that ends with a leap second is longer by it, and its fraction counts accordingly.
    private static decimal OfDay(double day, double fraction, long epoch, TimeScale scale)
    {
        var whole = Math.Clamp(epoch + (long)Math.Clamp(day, -2.0 * FarDay, 2.0 * FarDay), -FarDay, FarDay);
        var length = scale == TimeScale.Utc ? new UtcDay(whole).Length : UtcDay.UsualLength;
        return new ClockReading(whole, ExactFraction(Math.Clamp(fraction, 0, 1)) * length).ToTai(scale);
    }

    // The fraction is one of the time that elapses in the year, leap seconds included.
    private static decimal Years(double value, TimeScale scale)
    {
        var clamped = Math.Clamp(value, 1, 9998);
        var year = (int)Math.Floor(clamped);
        var begin = new ClockReading(Elapsed(new(year, 1, 1)), 0).ToTai(scale);
        var end = new ClockReading(Elapsed(new(year + 1, 1, 1)), 0).ToTai(scale);
        return begin + ((end - begin) * ExactFraction(clamped - year));
    }

    // A conversion from double to decimal keeps 15 digits only; a fraction of one is exact in 62 bits unless it is next to nothing.
    private static decimal ExactFraction(double fraction) => (decimal)(long)(fraction * (1L << 62)) / (1L << 62);
}
