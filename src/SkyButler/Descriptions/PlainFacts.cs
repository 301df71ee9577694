using System.Collections;
using System.Globalization;
using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Descriptions;

namespace SkyButler.Descriptions;

/// <summary>What is in dictionaries, lists, texts and other plain data.</summary>
internal static class PlainFacts
{
    private const int MostEntries = 50;
    private const int LongestText = 200;

    public static IReadOnlyList<Fact> Of(object value) => value switch
    {
        IReadOnlyDictionary<string, object?> mapping => [new("entries", (long)mapping.Count), .. mapping.Take(MostEntries).Select(e => new Fact(e.Key, Text(e.Value)))],
        ArrowTable table => [.. ArrowFacts.Of(table.Schema, table.Rows.RowCount)],
        ArrowTableSchema schema => [.. ArrowFacts.Of(schema, null)],
        LogRecords logs => [new("log records", (long)logs.Records.Count)],
        ConfigText config => [new("configuration", Text(config.ToString()))],
        byte[] bytes => [new("bytes", (long)bytes.Length)],
        string text => [new("characters", (long)text.Length), new("text", Text(text))],
        ICollection list => [new("elements", (long)list.Count), .. list.Cast<object?>().Take(MostEntries).Select((e, i) => new Fact($"element {i}", Text(e)))],
        _ => [new("type", value.GetType().Name), new("value", Text(value))],
    };

    private static string Text(object? value)
    {
        var text = value switch
        {
            null => "None",
            string written => written,
            IReadOnlyDictionary<string, object?> mapping => $"{mapping.Count} entries",
            ICollection list => list.Count <= 10 ? $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]" : $"{list.Count} elements",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        text = text.ReplaceLineEndings(" ");
        return text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "...");
    }
}
