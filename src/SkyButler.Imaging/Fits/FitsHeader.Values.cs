using System.Globalization;

namespace SkyButler.Imaging.Fits;

/// <content>Values by their type.</content>
public sealed partial class FitsHeader
{
    /// <summary>Text under a keyword, or null when it is absent, undefined or not text.</summary>
    public string? FindString(string keyword) => Find(keyword)?.Value as string;

    /// <summary>Truth value under a keyword, or null when it is absent, undefined or no truth value.</summary>
    public bool? FindBoolean(string keyword) => Find(keyword)?.Value as bool?;

    /// <summary>Whole number under a keyword, or null when it is absent, undefined or not whole. 30.0 counts as whole.</summary>
    public long? FindInt64(string keyword) => Find(keyword)?.Value switch
    {
        long whole => whole,
        double real when real == Math.Floor(real) && Math.Abs(real) < 1L << 53 => (long)real,
        _ => null,
    };

    /// <summary>
    /// Number under a keyword, or null when it is absent, undefined or no number. The texts NAN, INF, +INFINITY and the
    /// like, by which afw writes what FITS numbers can't say, are numbers too.
    /// </summary>
    public double? FindDouble(string keyword) => Find(keyword)?.Value switch
    {
        long whole => whole,
        double real => real,
        string text => NonFinite(text),
        _ => null,
    };

    /// <summary>Text under a keyword.</summary>
    /// <exception cref="ImagingException">It is absent or not text.</exception>
    public string GetString(string keyword) => FindString(keyword) ?? throw Missing(keyword, "text");

    /// <summary>Truth value under a keyword.</summary>
    /// <exception cref="ImagingException">It is absent or no truth value.</exception>
    public bool GetBoolean(string keyword) => FindBoolean(keyword) ?? throw Missing(keyword, "a truth value");

    /// <summary>Whole number under a keyword.</summary>
    /// <exception cref="ImagingException">It is absent or not whole.</exception>
    public long GetInt64(string keyword) => FindInt64(keyword) ?? throw Missing(keyword, "a whole number");

    /// <summary>Whole number under a keyword that fits 32 bits.</summary>
    /// <exception cref="ImagingException">It is absent, not whole or too large.</exception>
    public int GetInt32(string keyword) => GetInt64(keyword) is >= int.MinValue and <= int.MaxValue and long whole
        ? (int)whole
        : throw Missing(keyword, "a 32-bit number");

    /// <summary>Number under a keyword.</summary>
    /// <exception cref="ImagingException">It is absent or no number.</exception>
    public double GetDouble(string keyword) => FindDouble(keyword) ?? throw Missing(keyword, "a number");

    private static double? NonFinite(string text) => text.Trim().ToUpperInvariant() switch
    {
        "NAN" or "+NAN" or "-NAN" => double.NaN,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        _ => null,
    };

    private ImagingException Missing(string keyword, string wanted) => Find(keyword) is { } card
        ? new ImagingException(string.Create(CultureInfo.InvariantCulture, $"FITS card {keyword} holds '{card.Value}', not {wanted}"))
        : new ImagingException($"The FITS header has no card {keyword}{Suggestion.For(keyword, Index.Keys)}; {wanted} was expected there");
}
