using System.Globalization;
using SkyButler.Configuration.Nodes;

namespace SkyButler.Pipelines.Configs.Checks;

/// <summary>Where the values of a configuration were written, down to the elements of lists and mappings.</summary>
internal sealed class ConfigPlaces
{
    private static readonly char[] Marks = ['.', '[', ']', '\'', '"'];
    private readonly Dictionary<string, (SourceLocation Location, ConfigNode? Node)> places = new(StringComparer.Ordinal);

    /// <summary>Notes where a field was set; <paramref name="node"/> is the value in its file, null where it comes from no file.</summary>
    public void Set(string field, SourceLocation location, ConfigNode? node) => places[string.Join('/', Split(field))] = (location, node);

    /// <summary>Where a field, or the element of one, was written; the next that holds it where it was not written itself; null for nowhere.</summary>
    public SourceLocation? Find(string field)
    {
        var names = Split(field);
        for (var known = names.Length; known > 0; known--)
            if (places.TryGetValue(string.Join('/', names[..known]), out var place))
                return Inside(place.Location, place.Node, names.AsSpan(known));
        return null;
    }

    private static SourceLocation Inside(SourceLocation location, ConfigNode? node, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var (key, value) = node switch
            {
                ConfigMapping mapping when mapping.Entries.FirstOrDefault(e => e.Key.ToString() == name) is { } entry => ((ConfigNode?)entry.Key, (ConfigNode?)entry.Value),
                ConfigSequence list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => (list.Items[index], list.Items[index]),
                _ => (null, null),
            };
            if (key is null || !key.Location.IsKnown)
                break;
            location = new SourceLocation(key.Location.Source!, key.Location.Line);
            node = value;
        }

        return location;
    }

    private static string[] Split(string field) => field.Split(Marks, StringSplitOptions.RemoveEmptyEntries);
}
