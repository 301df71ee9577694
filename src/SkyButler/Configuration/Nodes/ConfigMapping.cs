using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Configuration.Nodes;

/// <summary>Named values, in the order in which they were written. Keys are scalars; nearly always texts.</summary>
public sealed class ConfigMapping : ConfigNode
{
    // Stands for the null key, which dictionaries refuse.
    private static readonly object NullKey = new();

    private readonly OrderedDictionary<object, ConfigEntry> _entries;

    /// <summary>Makes a mapping; of entries with one key the last counts, at the place of the first.</summary>
    public ConfigMapping(
        IEnumerable<ConfigEntry> entries, string? tag = null, ConfigLocation location = default)
        : base(tag, location)
    {
        _entries = [];
        foreach (var entry in entries)
            _entries[KeyOf(entry.Key)] = entry;
    }

    private ConfigMapping(OrderedDictionary<object, ConfigEntry> entries, ConfigMapping origin)
        : base(origin.Tag, origin.Location) => _entries = entries;

    /// <summary>A mapping without entries.</summary>
    public static ConfigMapping Empty { get; } = new([]);

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<ConfigEntry> Entries => _entries.Values;

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys as texts, in order.</summary>
    public IEnumerable<string> Keys => _entries.Values.Select(entry => entry.Key.ToString());

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>Makes a mapping with texts as keys.</summary>
    public static ConfigMapping Of(params IEnumerable<(string Key, ConfigNode Value)> entries) =>
        new(entries.Select(entry => new ConfigEntry(new ConfigScalar(entry.Key), entry.Value)));

    /// <summary>Looks up a value by its key's text; a key that is a number is found by its digits.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out ConfigNode? value)
    {
        value = _entries.TryGetValue(key, out var entry)
            || (long.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var number) && _entries.TryGetValue(number, out entry))
            ? entry.Value
            : null;
        return value is not null;
    }

    /// <summary>This mapping with one entry set: at its old place, or at the end.</summary>
    public ConfigMapping With(ConfigScalar key, ConfigNode value)
    {
        var entries = Copy();
        entries[KeyOf(key)] = new(key, value);
        return new(entries, this);
    }

    /// <summary>This mapping with one entry set: at its old place, or at the end.</summary>
    public ConfigMapping With(string key, ConfigNode value) => With(new ConfigScalar(key), value);

    /// <summary>This mapping without an entry.</summary>
    public ConfigMapping Without(string key)
    {
        if (!_entries.ContainsKey(key))
            return this;
        var entries = Copy();
        entries.Remove(key);
        return new(entries, this);
    }

    /// <summary>
    /// This mapping with another laid over it: mappings are joined at every depth, and anything else of the other replaces what is here.
    /// </summary>
    public ConfigMapping Update(ConfigMapping other)
    {
        var entries = Copy();
        foreach (var (key, value) in other.Entries)
        {
            var under = entries.TryGetValue(KeyOf(key), out var old) ? old.Value as ConfigMapping : null;
            entries[KeyOf(key)] = new(key, value is ConfigMapping over && under is not null ? under.Update(over) : value);
        }
        return new(entries, this);
    }

    internal bool ContainsKey(ConfigScalar key) => _entries.ContainsKey(KeyOf(key));

    private static object KeyOf(ConfigScalar key) => key.Value ?? NullKey;

    private OrderedDictionary<object, ConfigEntry> Copy() => _entries.Count == 0 ? [] : new(_entries);
}
