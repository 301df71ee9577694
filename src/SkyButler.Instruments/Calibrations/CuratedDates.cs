using System.Globalization;

namespace SkyButler.Instruments.Calibrations;

/// <summary>Dates of curated calibrations: names of files, and the <c>CALIBDATE</c> that names their runs.</summary>
internal static class CuratedDates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyyMMdd", "yyyyMMddTHHmmss", "yyyyMMddTHHmmssK", "yyyyMMddTHHmm",
    ];

    /// <summary>The instant that a text names, UTC unless it has another zone; null where it names none.</summary>
    public static DateTime? Parse(string text) => DateTime.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    /// <summary>The instant as names of collections have it: <c>20180503T000000Z</c>.</summary>
    public static string Name(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
