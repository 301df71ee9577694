using System.Globalization;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>Numbers for people.</summary>
internal static class Figures
{
    public static string Seconds(double seconds) => seconds switch
    {
        < 0.0995 => Text($"{seconds * 1000:0.#} ms"),
        < 9.95 => Text($"{seconds:0.00} s"),
        < 120 => Text($"{seconds:0.0} s"),
        < 7200 => Text($"{seconds / 60:0.0} min"),
        _ => Text($"{seconds / 3600:0.0} h"),
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 1e3 => Text($"{bytes:0} B"),
        < 1e6 => Text($"{bytes / 1e3:0} kB"),
        < 1e9 => Text($"{bytes / 1e6:0} MB"),
        _ => Text($"{bytes / 1e9:0.00} GB"),
    };

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A coordinate in a drawing.</summary>
    public static string At(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
