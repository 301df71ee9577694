using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Instruments.Descriptions;

/// <summary>Entries that describe several detectors at once: <c>ids: 0..8</c> with <c>{id}</c> or <c>{id:00}</c> in texts.</summary>
internal static partial class DetectorRange
{
    private const string RangeKey = "ids";
    private const string IdKey = "id";
    private const int MostDetectors = 100_000;
    private const string UsualPurpose = "SCIENCE";

    /// <summary>The values of each detector of an entry.</summary>
    public static IEnumerable<Dictionary<string, ConfigNode>> Expand(ConfigMapping entry)
    {
        var values = entry.Entries.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);
        if (!values.Remove(RangeKey, out var range))
            return [values];
        return values.ContainsKey(IdKey)
            ? throw new InstrumentException($"{entry.Location}: Give '{IdKey}' or '{RangeKey}', not both.")
            : Ids(range).Select(id => ForId(values, id));
    }

    /// <summary>The values with the usual purpose, where the universe knows purposes and none is given.</summary>
    public static Dictionary<string, ConfigNode> WithPurpose(Dictionary<string, ConfigNode> values, DimensionElement element)
    {
        if (element.Schema.IndexOf("purpose") >= 0)
            values.TryAdd("purpose", new ConfigScalar(UsualPurpose));
        return values;
    }

    private static IEnumerable<long> Ids(ConfigNode node)
    {
        var match = node is ConfigScalar { Text: { } text } ? RangePattern().Match(text) : Match.Empty;
        if (!match.Success
            || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var last)
            || last < first || last - first >= MostDetectors)
            throw new InstrumentException($"{node.Location}: '{RangeKey}' is a range of numbers such as 0..8, not '{node}'.");
        for (var id = first; id <= last; id++)
            yield return id;
    }

    private static Dictionary<string, ConfigNode> ForId(Dictionary<string, ConfigNode> values, long id)
    {
        var filled = new Dictionary<string, ConfigNode>(StringComparer.Ordinal) { [IdKey] = new ConfigScalar(id) };
        foreach (var (key, node) in values)
            filled[key] = node is ConfigScalar { Value: string text } ? new ConfigScalar(Fill(text, id), null, null, node.Location) : node;
        return filled;
    }

    private static string Fill(string text, long id) => PlaceholderPattern().Replace(
        text, match => id.ToString(match.Groups[1].Length > 0 ? match.Groups[1].Value : "0", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\s*(\d{1,18})\.\.(\d{1,18})\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RangePattern();

    [GeneratedRegex(@"\{id(?::(0{1,18}))?\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceholderPattern();
}
