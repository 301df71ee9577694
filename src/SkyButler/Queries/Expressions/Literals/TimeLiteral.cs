using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Dimensions.Times;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>
/// Reads a time as conditions write it, <c>[format/]value[/scale]</c>, as TAI nanoseconds since 1970-01-01 TAI. Calendar forms
/// default to UTC, numbers to Modified Julian Date in TAI.
/// </summary>
internal static partial class TimeLiteral
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The instant that a text names.</summary>
    /// <exception cref="FormatException">It names none; the message says why.</exception>
    public static long Parse(string text)
    {
        var match = Whole().Match(text.Replace("+00:00", "", StringComparison.Ordinal).Trim());
        if (!match.Success)
            throw new FormatException($"'{text}' is not a time; write a date such as 2024-01-31T12:00:00, or a number with a decimal point (MJD)");
        var value = match.Groups["value"].Value;
        var calendar = CalendarDate.TryRead(value);
        var format = match.Groups["format"] is { Success: true } named ? named.Value.ToLowerInvariant() : calendar?.Format ?? "mjd";
        var scale = match.Groups["scale"] is { Success: true } given ? Scale(given.Value) : DefaultScale(format);
        if (calendar is { } date)
            return date.Format == format || (format is "iso" or "isot" && date.Format is "iso" or "isot")
                ? date.ToTai(scale)
                : throw new FormatException($"'{value}' is not a time in the format '{format}'");
        return NumericTime.ToTai(Number(value), format, scale);
    }

    private static double Number(string value) =>
        value.Contains('.', StringComparison.Ordinal) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"'{value}' is not a time; write a date such as 2024-01-31T12:00:00, or a number with a decimal point (MJD)");

    private static TimeScale Scale(string name) => name.ToLowerInvariant() switch
    {
        "tai" => TimeScale.Tai,
        "utc" => TimeScale.Utc,
        "tt" => TimeScale.TerrestrialTime,
        "tcb" or "tcg" or "tdb" or "ut1" or "local" => throw new FormatException($"the time scale '{name}' is not supported in this build; give tai, utc or tt"),
        _ => throw new FormatException($"'{name}' is not a time scale; give tai, utc or tt"),
    };

    private static TimeScale DefaultScale(string format) => format switch
    {
        "iso" or "isot" or "fits" or "yday" or "unix" => TimeScale.Utc,
        "cxcsec" => TimeScale.TerrestrialTime,
        _ => TimeScale.Tai,
    };

    /// <summary>Nanoseconds TAI of a moment of a day that is counted in another scale; seconds may be 60 in UTC.</summary>
    internal static long OfDay(DateTime day, long nanosecondsOfDay, TimeScale scale) => scale switch
    {
        TimeScale.Utc => TaiTime.FromUtc(day) + nanosecondsOfDay,
        TimeScale.TerrestrialTime => TaiTime.FromTai(day) + nanosecondsOfDay - (32_184 * (NanosecondsPerSecond / 1000)),
        _ => TaiTime.FromTai(day) + nanosecondsOfDay,
    };

    [GeneratedRegex(@"\A((?<format>[a-zA-Z]\w*)/)?(?<value>[^/]+)(/(?<scale>[a-zA-Z]\w*))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
