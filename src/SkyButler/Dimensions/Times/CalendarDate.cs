using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Dimensions.Times;

/// <summary>A date and time of day as a calendar writes them: <c>2024-01-31 12:00</c>, <c>2024-01-31T12:00:00.5</c> or <c>2024:031:12:00</c>.</summary>
public readonly partial record struct CalendarDate(string Format, ClockReading Reading)
{
    /// <summary>The date; null where the text has no such form.</summary>
    /// <exception cref="FormatException">It has the form, but there is no such day or time of day.</exception>
    public static CalendarDate? TryRead(string text)
    {
        if (Months().Match(text) is { Success: true } iso)
            return Read(iso.Groups["T"].Value == "T" ? "isot" : "iso", iso, (year, m) => new DateTime(year, Int(m, "month"), Int(m, "day")));
        return Days().Match(text) is { Success: true } yday ? Read("yday", yday, DayOfYear) : null;
    }

    private static CalendarDate Read(string format, Match match, Func<int, Match, DateTime> day)
    {
        try
        {
            var date = day(Int(match, "year"), match);
            var (hour, minute, second) = (Int(match, "hour"), Int(match, "minute"), Int(match, "second"));
            // A leap second is the 61st of its minute; elsewhere a 61st is the first of the next, as astropy has it.
            if (hour > 23 || minute > 59 || second > 60)
                throw new FormatException($"'{match.Value}' names a time of day that there is not");
            var fraction = match.Groups["fraction"].Value;
            var seconds = ((((hour * 60) + minute) * 60) + second) + (fraction.Length == 0 ? 0 : decimal.Parse("0." + Clip(fraction), CultureInfo.InvariantCulture));
            return new CalendarDate(format, new ClockReading((long)(date - DateTime.UnixEpoch).TotalDays, seconds * 1_000_000_000));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException($"'{match.Value}' names a day that there is not", e);
        }
    }

    private static DateTime DayOfYear(int year, Match match)
    {
        var day = Int(match, "doy");
        // Day 366 of any year is taken, as astropy does.
        return day is >= 1 and <= 366
            ? new DateTime(year, 1, 1).AddDays(day - 1)
            : throw new ArgumentOutOfRangeException(nameof(match));
    }

    private static string Clip(string digits) => digits.Length > 20 ? digits[..20] : digits;

    private static int Int(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})((?<T>[ T])(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]*))?)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Months();

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4}):(?<doy>[0-9]{1,3})(:(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]*))?)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();
}
