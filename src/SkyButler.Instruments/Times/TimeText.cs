using System.Globalization;
using SkyButler.Dimensions.Times;

namespace SkyButler.Instruments.Times;

/// <summary>Dates as headers write them: ISO 8601 with or without a zone, and the dates before 2000 with their year last.</summary>
public static class TimeText
{
    /// <summary>The instant of a date, or of a date and time.</summary>
    /// <param name="text">The date. One with a zone (<c>Z</c>, <c>+02:00</c>) is UTC whatever the scale.</param>
    /// <param name="scale">The time scale that it is in.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static ObservationTime Parse(string text, TimeScale scale)
    {
        var date = text.Trim();
        var zone = TimeSpan.Zero;
        if (date.Length > 11 && date.IndexOfAny(['+', '-'], 11) is var sign and > 0)
        {
            if (!TimeSpan.TryParseExact(date[(sign + 1)..].Replace(":", "", StringComparison.Ordinal), "hhmm", CultureInfo.InvariantCulture, out zone))
                throw NotADate(text);
            zone = date[sign] == '-' ? -zone : zone;
            (date, scale) = (date[..sign], TimeScale.Utc);
        }
        else if (date.EndsWith('Z'))
        {
            (date, scale) = (date[..^1], TimeScale.Utc);
        }

        // FITS before 2000: DD/MM/YY, in the twentieth century.
        if (date is [_, _, '/', _, _, '/', _, _, ..])
            date = $"19{date[6..8]}-{date[3..5]}-{date[0..2]}{date[8..]}";
        var reading = (CalendarDate.TryRead(date) ?? throw NotADate(text)).Reading;
        return ObservationTime.FromNanoseconds(reading.ToTai(scale) - (zone.Ticks * 100m));
    }

    private static FormatException NotADate(string text) => new($"'{text}' is no date; write it as 2024-01-31T12:00:00.5");
}
