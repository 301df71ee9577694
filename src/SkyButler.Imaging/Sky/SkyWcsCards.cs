using System.Globalization;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Headers;

namespace SkyButler.Imaging.Sky;

/// <summary>The cards of a celestial WCS: which they are, what they say, and whether native code may see them.</summary>
internal static class SkyWcsCards
{
    private const int HighestSipOrder = 9;
    private const int FirstTpvOnly = 5;
    private static readonly string[] SipOrders = ["A_ORDER", "B_ORDER", "AP_ORDER", "BP_ORDER"];

    /// <summary>Whether a header has coordinates on the sky for its first two axes.</summary>
    public static bool IsCelestial(FitsHeader header) =>
        header.FindString("CTYPE1") is { } first && header.FindString("CTYPE2") is { } second
        && ((IsLongitude(first) && IsLatitude(second)) || (IsLatitude(first) && IsLongitude(second)))
        && header.Contains("CRVAL1") && header.Contains("CRVAL2");

    public static bool IsLatitude(string type) =>
        type.StartsWith("DEC-", StringComparison.Ordinal) || (type.Length > 4 && type[1..4] == "LAT") || (type.Length > 4 && type[2..4] == "LT");

    private static bool IsLongitude(string type) =>
        type.StartsWith("RA--", StringComparison.Ordinal) || (type.Length > 4 && type[1..4] == "LON") || (type.Length > 4 && type[2..4] == "LN");

    /// <summary>The cards, every number of which is one.</summary>
    /// <exception cref="ImagingException">The header has no celestial WCS, or an impossible one.</exception>
    public static FitsHeader Checked(FitsHeader header)
    {
        if (!IsCelestial(header))
            throw new ImagingException("the header has no celestial world coordinates: its CTYPE1 and CTYPE2 are no longitude and latitude, such as RA---TAN and DEC--TAN, or CRVAL1 or CRVAL2 is missing");
        var cards = new FitsHeader(header.Where(card => !card.IsCommentary && WcsCards.IsWcs(card.Keyword)).DistinctBy(card => card.Keyword));
        cards.Remove("WCSAXES");
        foreach (var card in cards)
            if (card.Value is double number && !double.IsFinite(number))
                throw new ImagingException($"the header's world coordinates are impossible: {card.Keyword} is {number}");
        foreach (var order in SipOrders)
            if (cards.FindDouble(order) is { } value && value is < 0 or > HighestSipOrder)
                throw new ImagingException($"the header's world coordinates are impossible: {order} is {value}, and distortions have orders up to {HighestSipOrder}");
        return HasBoth(cards) ? new FitsHeader(cards.Where(c => !IsProjectionParameter(c.Keyword))) : WithTpv(WithSip(cards));
    }

    /// <summary>The frame of the coordinates, as RADESYS or else the axes' names and EQUINOX say it (FITS WCS paper II, section 3.1).</summary>
    public static string FrameOf(FitsHeader cards)
    {
        var type = cards.FindString("CTYPE1")! is var first && IsLatitude(first) ? cards.FindString("CTYPE2")! : first;
        if (!type.StartsWith("RA--", StringComparison.Ordinal))
            return type[0] switch { 'G' => "GALACTIC", 'E' => "ECLIPTIC", 'H' => "HELIOECLIPTIC", 'S' => "SUPERGALACTIC", _ => type[..4] };
        if ((cards.FindString("RADESYS") ?? cards.FindString("RADECSYS")) is { Length: > 0 } system)
            return system.Trim().ToUpperInvariant();
        return cards.FindDouble("EQUINOX") switch { null => "ICRS", < 1984 => "FK4", _ => "FK5" };
    }

    /// <summary>The code of projection and distortion.</summary>
    public static string ProjectionOf(FitsHeader cards) => cards.FindString("CTYPE1")!.Trim() is { Length: > 5 } type ? type[5..].TrimStart('-') : "";

    /// <summary>The cards as a header's bytes.</summary>
    public static byte[] ToBytes(FitsHeader cards)
    {
        var writer = new CardWriter();
        writer.Write(FitsCard.Of("WCSAXES", 2L));
        foreach (var card in cards)
            writer.Write(card);
        return writer.ToBlocks();
    }

    // Distortions of both kinds can't hold together; readers of the field take SIP then.
    private static bool HasBoth(FitsHeader cards) => IsSip(cards) && cards.Any(c => IsProjectionParameter(c.Keyword)) && ProjectionOf(cards).StartsWith("TAN", StringComparison.Ordinal);

    // Headers of old give the polynomials without the suffix, and readers of the field heed them all the same.
    private static FitsHeader WithSip(FitsHeader cards) =>
        cards.Contains("A_ORDER") && cards.Contains("B_ORDER") && !IsSip(cards) ? Renamed(cards, type => type + "-SIP") : cards;

    // SCAMP wrote such polynomials under the name of the plain projection for years; a plain one has no fifth parameter.
    private static FitsHeader WithTpv(FitsHeader cards) =>
        ProjectionOf(cards) == "TAN" && cards.Any(c => IsProjectionParameter(c.Keyword) && int.Parse(c.Keyword.AsSpan(4), CultureInfo.InvariantCulture) >= FirstTpvOnly)
            ? Renamed(cards, type => type.Replace("-TAN", "-TPV", StringComparison.Ordinal))
            : cards;

    private static FitsHeader Renamed(FitsHeader cards, Func<string, string> name)
    {
        var renamed = cards.Clone();
        foreach (var axis in new[] { "CTYPE1", "CTYPE2" })
            renamed.Set(axis, name(cards.FindString(axis)!.Trim()));
        return renamed;
    }

    private static bool IsSip(FitsHeader cards) => cards.FindString("CTYPE1")!.TrimEnd().EndsWith("-SIP", StringComparison.Ordinal);

    private static bool IsProjectionParameter(string keyword) => keyword.StartsWith("PV", StringComparison.Ordinal);
}
