using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Descriptions;

/// <summary>The cards by which people know an exposure.</summary>
internal static class HeaderFacts
{
    private static readonly (string Name, string[] Keywords)[] Known =
    [
        ("instrument", ["INSTRUME"]),
        ("object", ["OBJECT"]),
        ("filter", ["FILTER"]),
        ("exposure time", ["EXPTIME"]),
        ("date", ["DATE-OBS", "DATE-AVG"]),
        ("detector", ["DETNAME", "CCDNAME"]),
    ];

    public static IEnumerable<Fact> Of(FitsHeader header)
    {
        foreach (var (name, keywords) in Known)
        {
            if (keywords.Select(keyword => header.Find(keyword)?.Value).FirstOrDefault(value => value is not (null or "")) is { } value)
                yield return new(name, value is double seconds && name == "exposure time" ? FormattableString.Invariant($"{seconds} s") : value);
        }
    }
}
