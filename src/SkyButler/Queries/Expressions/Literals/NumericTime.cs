using SkyButler.Dimensions.Times;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>Times that are a count of days or seconds.</summary>
internal static class NumericTime
{
    private const double SecondsPerDay = 86_400;
    private static readonly DateTime ModifiedEpoch = new(1858, 11, 17);
    private static readonly DateTime GpsEpoch = new(1980, 1, 6);
    private static readonly DateTime ChandraEpoch = new(1998, 1, 1);

    /// <summary>The instant of a count.</summary>
    /// <exception cref="FormatException">The format is not known, or the count is beyond the calendar.</exception>
    public static long ToTai(double value, string format, TimeScale scale) => format switch
    {
        "mjd" => Days(value, scale),
        "jd" => Days(Math.Floor(value - 0.5) - 2_400_000, value - 0.5 - Math.Floor(value - 0.5), scale),
        "unix" => Days(Math.Floor(value / SecondsPerDay) + 40_587, (value - (Math.Floor(value / SecondsPerDay) * SecondsPerDay)) / SecondsPerDay, scale),
        "unix_tai" => Nanoseconds(value, TaiTime.FromTai(DateTime.UnixEpoch)),
        "gps" => Nanoseconds(value, TaiTime.FromTai(GpsEpoch) + 19_000_000_000),
        "cxcsec" => Nanoseconds(value, TimeLiteral.OfDay(ChandraEpoch, 0, TimeScale.TerrestrialTime)),
        "iso" or "isot" or "yday" or "fits" => throw new FormatException($"'{value}' is not a time in the format '{format}'"),
        _ => throw new FormatException($"the time format '{format}' is not supported in this build; give iso, isot, yday, mjd, jd, unix, unix_tai, gps or cxcsec"),
    };

    private static long Days(double value, TimeScale scale) => Days(Math.Floor(value), value - Math.Floor(value), scale);

    private static long Days(double day, double fraction, TimeScale scale)
    {
        if (day is < -600_000 or > 2_900_000)
            throw new FormatException("the time lies beyond the calendar");
        var date = ModifiedEpoch.AddDays(day);
        // A UTC day that ends with a leap second is longer by it, and its fraction counts accordingly.
        var length = scale == TimeScale.Utc ? TaiTime.FromUtc(date.AddDays(1)) - TaiTime.FromUtc(date) : (long)SecondsPerDay * 1_000_000_000;
        return TimeLiteral.OfDay(date, (long)Math.Round(fraction * length), scale);
    }

    // These count elapsed seconds, so another scale than their own is no other instant.
    private static long Nanoseconds(double seconds, long epoch)
    {
        if (Math.Abs(seconds) > 9e9)
            throw new FormatException("the time lies beyond the calendar");
        var whole = Math.Floor(seconds);
        return epoch + ((long)whole * 1_000_000_000) + (long)Math.Round((seconds - whole) * 1e9);
    }
}
