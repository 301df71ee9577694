using SkyButler.Configuration.Nodes;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>The entries of a mapping in a translator's file, with file and line of what is wrong.</summary>
internal sealed class Fields
{
    private readonly ConfigMapping mapping;

    public Fields(ConfigMapping mapping, string what, IReadOnlyList<string> known)
    {
        this.mapping = mapping;
        foreach (var (key, _) in mapping.Entries)
        {
            if (!known.Contains(key.ToString()))
                throw new InstrumentException($"{key.Location}: '{key}' is nothing that {what} can have; there are {string.Join(", ", known)}.{Suggestions.For(key.ToString(), known)}");
        }
    }

    /// <summary>The mapping itself.</summary>
    public ConfigMapping Node => mapping;

    /// <summary>Whether there is such an entry.</summary>
    public bool Has(string key) => mapping.TryGet(key, out _);

    /// <summary>An entry, or null.</summary>
    public ConfigNode? Find(string key) => mapping.TryGet(key, out var node) ? node : null;

    /// <summary>An entry that is text, or null where there is none.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        ConfigScalar { Text: { } text } => text,
        var other => throw new InstrumentException($"{other.Location}: '{key}' takes text, but this is {other.Kind}."),
    };

    /// <summary>An entry that is a number, or null where there is none.</summary>
    public double? Number(string key) => Find(key) switch
    {
        null => null,
        ConfigScalar { Value: long whole } => whole,
        ConfigScalar { Value: double real } => real,
        var other => throw new InstrumentException($"{other.Location}: '{key}' takes a number, but this is {other.Kind}."),
    };

    /// <summary>An entry that is one text or several.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        ConfigSequence list => [.. list.Items.Select(item => (item as ConfigScalar)?.Text ?? throw new InstrumentException($"{item.Location}: '{key}' takes texts, but this is {item.Kind}."))],
        _ => [Text(key)!],
    };

    /// <summary>A plain value: text, number, truth value, or null.</summary>
    public static object? Plain(ConfigNode node) => node is ConfigScalar scalar && scalar.Value is null or long or double or bool or string
        ? scalar.Value
        : node is ConfigScalar other ? other.Text : throw new InstrumentException($"{node.Location}: A single value is wanted here, but this is {node.Kind}.");

    /// <summary>A node that is a mapping.</summary>
    public static ConfigMapping Mapping(ConfigNode node, string what) =>
        node as ConfigMapping ?? throw new InstrumentException($"{node.Location}: '{what}' takes a mapping, but this is {node.Kind}.");
}
