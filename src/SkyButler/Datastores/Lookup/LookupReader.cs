using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Datastores.Lookup;

/// <summary>Reads a section of the datastore's configuration whose keys say what their values apply to.</summary>
internal static class LookupReader
{
    /// <summary>The entry that applies where no other does.</summary>
    public const string DefaultKey = "default";

    /// <summary>Reads all entries, those of single instruments too.</summary>
    /// <param name="section">The section.</param>
    /// <param name="universe">Says which names are dimensions.</param>
    /// <param name="read">Makes an entry of a value; null to leave it out.</param>
    /// <param name="reserved">Keys that mean something else.</param>
    public static IEnumerable<KeyValuePair<LookupKey, T>> Read<T>(
        ConfigMapping section, DimensionUniverse universe, Func<ConfigNode, T?> read, params string[] reserved)
        where T : class
    {
        foreach (var (key, node) in section.Entries)
        {
            var name = key.ToString();
            if (reserved.Contains(name, StringComparer.Ordinal))
                continue;
            if (!InstrumentSection.TryParse(name, out var instrument))
            {
                if (read(node) is { } value)
                    yield return new(LookupKey.Parse(name, universe), value);
                continue;
            }

            if (node is not ConfigMapping nested)
                throw new ConfigException(node.Location, $"'{name}' must be a mapping of what applies to that instrument, but it is {node.Kind}.");
            foreach (var (innerKey, inner) in nested.Entries)
                if (read(inner) is { } value)
                    yield return new(LookupKey.Parse(innerKey.ToString(), universe, instrument), value);
        }
    }

    /// <summary>The keys of a list, those of single instruments too: <c>[a, b, {instrument&lt;X&gt;: [c]}]</c>.</summary>
    public static IEnumerable<LookupKey> ReadList(ConfigNode? list, DimensionUniverse universe) => list switch
    {
        null or ConfigScalar { Value: null } => [],
        ConfigScalar scalar => [LookupKey.Parse(scalar.ToString(), universe)],
        ConfigSequence sequence => sequence.Items.SelectMany(item => item is ConfigMapping mapping ? OfInstruments(mapping, universe) : ReadList(item, universe)),
        ConfigMapping mapping => OfInstruments(mapping, universe),
        _ => throw new ConfigException(list.Location, $"This must be a list of dataset types, storage classes or dimensions, but it is {list.Kind}."),
    };

    private static IEnumerable<LookupKey> OfInstruments(ConfigMapping mapping, DimensionUniverse universe)
    {
        foreach (var (key, node) in mapping.Entries)
        {
            if (!InstrumentSection.TryParse(key.ToString(), out var instrument))
                throw new ConfigException(node.Location, $"'{key}' must have the form instrument<NAME>.");
            foreach (var inner in ReadList(node, universe))
                yield return inner with { Instrument = instrument };
        }
    }
}
