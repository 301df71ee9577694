using System.Collections;
using System.Diagnostics.CodeAnalysis;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Records;

/// <summary>Records of one data ID by element name; the names are shared among all data IDs of a group.</summary>
internal sealed class ElementRecords(Dictionary<string, int> elements, DimensionRecord?[] records) : IReadOnlyDictionary<string, DimensionRecord?>
{
    public int Count => records.Length;

    public IEnumerable<string> Keys => elements.Keys;

    public IEnumerable<DimensionRecord?> Values => records;

    public DimensionRecord? this[string key] => records[elements[key]];

    public bool ContainsKey(string key) => elements.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out DimensionRecord? value)
    {
        var found = elements.TryGetValue(key, out var index);
        value = found ? records[index] : null;
        return found;
    }

    public IEnumerator<KeyValuePair<string, DimensionRecord?>> GetEnumerator() =>
        elements.Select(e => KeyValuePair.Create(e.Key, records[e.Value])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
