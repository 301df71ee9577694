namespace SkyButler.Instruments.Headers;

/// <summary>Makes one header of several.</summary>
public static class HeaderMerger
{
    /// <summary>One header with the cards of all, in the order of their first appearance.</summary>
    public static Header Merge(IReadOnlyList<Header> headers, HeaderMerge mode)
    {
        var merged = new Header();
        foreach (var keyword in headers.SelectMany(header => header.Keywords).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var values = headers.Where(header => header.Contains(keyword)).Select(header => header[keyword]).ToList();
            var agree = values.TrueForAll(value => AreSame(value, values[0]));
            if (agree && (mode != HeaderMerge.Append || values.Count == headers.Count))
                merged[keyword] = values[^1];
            else if (mode != HeaderMerge.Drop)
                merged[keyword] = mode switch
                {
                    HeaderMerge.Overwrite => values[^1],
                    HeaderMerge.First => values[0],
                    _ => headers.Select(header => header[keyword]).ToList(),
                };
        }

        return merged;
    }

    /// <summary>What is the same in all headers, and for each what is left.</summary>
    public static (Header Common, IReadOnlyList<Header> Differences) Split(IReadOnlyList<Header> headers)
    {
        if (headers.Count == 0)
            return (new Header(), []);
        var common = new Header(headers[0].Where(card => headers.All(header => header.Contains(card.Key) && AreSame(header[card.Key], card.Value))));
        return (common, [.. headers.Select(header => new Header(header.Where(card => !common.Contains(card.Key))))]);
    }

    internal static bool AreSame(object? one, object? other) => (one, other) switch
    {
        (long whole, double real) => whole == real,
        (double real, long whole) => whole == real,
        (System.Collections.IList first, System.Collections.IList second) =>
            first.Count == second.Count && first.Cast<object?>().Zip(second.Cast<object?>()).All(pair => AreSame(pair.First, pair.Second)),
        _ => Equals(one, other),
    };
}
