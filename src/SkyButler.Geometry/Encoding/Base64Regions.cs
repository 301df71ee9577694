namespace SkyButler.Geometry.Encoding;

/// <summary>Regions as base64 text, and the small expressions of them that come out of database aggregates.</summary>
internal static class Base64Regions
{
    public static Region Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return UnionRegion.Empty;
        if (!text.Contains(':', StringComparison.Ordinal))
            return DecodeOne(text);
        return new UnionRegion(text.Split(':').Select(DecodeOne));
    }

    public static bool? DecodeOverlaps(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return false;
        bool? any = false;
        // All terms are read even when the answer is known, so that a bad one does not pass by luck.
        foreach (var term in text.Split('|'))
        {
            var pair = term.Split('&');
            if (pair.Length != 2)
                throw new GeometryException($"'{Shorten(term)}' is not a pair of base64 regions: two of them joined by '&' are needed");
            any |= Decode(pair[0]).Overlaps(Decode(pair[1]));
        }
        return any;
    }

    private static Region DecodeOne(string text)
    {
        try
        {
            return RegionReader.Read(Convert.FromBase64String(text));
        }
        catch (FormatException error)
        {
            throw new GeometryException($"'{Shorten(text)}' is not base64 of an encoded region", error);
        }
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
