using System.Globalization;
using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Databases;

/// <summary>Dates as older repositories keep them: UTC calendar text, with six decimals of the second or none.</summary>
internal static class UtcText
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.ffffff", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.ffffff"];

    public static bool TryParse(string text, out long nanoseconds)
    {
        var found = DateTime.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc);
        nanoseconds = found ? TaiTime.FromUtc(utc) : 0;
        return found;
    }

    public static string Write(long nanoseconds)
    {
        var utc = TaiTime.ToUtc(nanoseconds);
        return utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? Formats[0] : Formats[1], CultureInfo.InvariantCulture);
    }
}
