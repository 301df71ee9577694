using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Dimensions.Times;

namespace SkyButler.Queries.Expressions.Literals;

/// <summary>
/// Reads a time as conditions write it, <c>[format/]value[/scale]</c>, as TAI nanoseconds since 1970-01-01 TAI. Calendar forms
/// default to UTC, numbers to Modified Julian Date in TAI. Instants that timespans can't represent are moved to the nearest that they can.
/// </summary>
internal static partial class TimeLiteral
{
    private const string Hint = "is not a time; write a date such as 2024-01-31T12:00:00, or a number with a decimal point (MJD)";

    /// <summary>The instant that a text names.</summary>
    /// <exception cref="FormatException">It names none; the message says why.</exception>
    public static long Parse(string text)
    {
        var match = Whole().Match(text.Replace("+00:00", "", StringComparison.Ordinal).Trim());
        if (!match.Success)
            throw new FormatException($"'{text}' {Hint}");
        var value = match.Groups["value"].Value;
        var format = match.Groups["format"] is { Success: true } named ? named.Value.ToLowerInvariant() : null;
        var scale = match.Groups["scale"] is { Success: true } given ? TimeScales.Find(given.Value) : (TimeScale?)null;
        var tai = CalendarDate.TryRead(value) is { } date ? OfCalendar(date, value, format, scale) : OfNumber(value, format, scale);
        return Rounded(tai);
    }

    /// <summary>The instant of a date and time in UTC.</summary>
    public static long Of(DateTime utc) =>
        Rounded(new ClockReading((utc.Date - DateTime.UnixEpoch).Days, utc.TimeOfDay.Ticks * 100m).ToTai(TimeScale.Utc));

    private static long Rounded(decimal tai) =>
        (long)Math.Round(Math.Clamp(tai, Timespan.MinNanoseconds, Timespan.MaxNanoseconds), MidpointRounding.ToEven);

    private static decimal OfCalendar(CalendarDate date, string value, string? format, TimeScale? scale)
    {
        // A blank may stand where a T should.
        var agrees = format is null || format == date.Format || (format is "iso" or "isot" or "fits" && date.Format is "iso" or "isot");
        return agrees
            ? date.Reading.ToTai(scale ?? TimeScales.Of(date.Format))
            : throw new FormatException($"'{value}' is not a time in the format '{format}'");
    }

    private static decimal OfNumber(string value, string? format, TimeScale? scale)
    {
        var number = Epoch().Match(value);
        if (number.Success)
            format = Named(format, number.Groups["kind"].Value is "J" or "j" ? "jyear" : "byear", value);
        else
            number = Number().Match(value);
        if (!number.Success || !double.TryParse(number.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) || !double.IsFinite(parsed))
            throw new FormatException($"'{value}' {Hint}");
        return NumericTime.ToTai(parsed, format ??= "mjd", scale ?? TimeScales.Of(format));
    }

    // J2000.0 and B1950.0 are what astropy calls jyear_str and byear_str.
    private static string Named(string? format, string epoch, string value) => format is null || format == epoch + "_str"
        ? epoch
        : throw new FormatException($"'{value}' is not a time in the format '{format}'");

    [GeneratedRegex(@"\A((?<format>[a-zA-Z]\w*)/)?(?<value>[^/]+)(/(?<scale>[a-zA-Z]\w*))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?<number>-?([0-9]+\.[0-9]*|\.[0-9]+))\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A(?<kind>[JjBb])(?<number>[0-9]+(\.[0-9]*)?)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Epoch();
}
