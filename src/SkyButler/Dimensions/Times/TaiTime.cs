using System.Globalization;

namespace SkyButler.Dimensions.Times;

/// <summary>Instants as integer nanoseconds TAI since 1970-01-01T00:00:00 TAI, and their conversion from and to calendar dates.</summary>
public static class TaiTime
{
    private const long NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The instant of a UTC date and time; leap seconds since 1972 are counted, before that the difference is 10 s.</summary>
    public static long FromUtc(DateTime utc)
    {
        var ticks = utc.Ticks - DateTime.UnixEpoch.Ticks;
        return (ticks * NanosecondsPerTick) + (LeapSeconds.At(utc) * NanosecondsPerSecond);
    }

    /// <summary>The instant that a clock shows.</summary>
    public static long Now(TimeProvider clock) => FromUtc(clock.GetUtcNow().UtcDateTime);

    /// <summary>The instant of a calendar date and time that is itself in TAI.</summary>
    public static long FromTai(DateTime tai) => (tai.Ticks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;

    /// <summary>The TAI calendar date and time of an instant, to 100 ns.</summary>
    public static DateTime ToTai(long nanoseconds) => new(DateTime.UnixEpoch.Ticks + (nanoseconds / NanosecondsPerTick), DateTimeKind.Unspecified);

    /// <summary>The UTC date and time of an instant, to 100 ns.</summary>
    public static DateTime ToUtc(long nanoseconds)
    {
        var tai = ToTai(nanoseconds);
        var utc = tai.AddSeconds(-LeapSeconds.At(tai));
        return DateTime.SpecifyKind(tai.AddSeconds(-LeapSeconds.At(utc)), DateTimeKind.Utc);
    }

    /// <summary>ISO 8601 text in TAI: <c>2024-01-10T19:04:00</c>, with as many decimals of the second as are not zero.</summary>
    public static string ToIso(long nanoseconds)
    {
        var text = ToTai(nanoseconds).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var fraction = nanoseconds % NanosecondsPerSecond;
        return fraction == 0 ? text : text + "." + fraction.ToString("d9", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    /// <summary>Reads ISO 8601 text as TAI: a date, or a date and time with T or a blank between, with up to nine decimals of the second.</summary>
    /// <exception cref="DimensionException">The text is not such a date.</exception>
    public static long ParseIso(string text)
    {
        var main = text;
        long nanoseconds = 0;
        if (text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0)
        {
            main = text[..dot];
            var digits = text[(dot + 1)..];
            if (digits.Length is 0 or > 9 || !digits.All(char.IsAsciiDigit))
                throw NotADate(text);
            nanoseconds = long.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture);
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm"];
        return DateTime.TryParseExact(main, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? FromTai(date) + nanoseconds
            : throw NotADate(text);
    }

    private static DimensionException NotADate(string text) =>
        new($"'{text}' is not a date; write it as 2024-01-31 or 2024-01-31T12:00:00 (TAI).");
}
