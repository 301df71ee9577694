using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Configuration;

/// <summary>
/// A tree of settings. Keys may go down several levels: <c>.registry.db</c> (any first character that is neither letter nor digit
/// separates the levels); a number picks an item of a list. Trees are immutable: changing gives a new one.
/// </summary>
public sealed class Config
{
    /// <summary>Makes the tree of a mapping.</summary>
    public Config(ConfigMapping root) => Root = root;

    /// <summary>A tree without settings.</summary>
    public static Config Empty { get; } = new(ConfigMapping.Empty);

    /// <summary>The mapping at the top.</summary>
    public ConfigMapping Root { get; }

    /// <summary>The keys at the top, in order.</summary>
    public IEnumerable<string> Keys => Root.Keys;

    /// <summary>Reads a tree from YAML text, without following includes.</summary>
    /// <exception cref="ConfigException">The text is not YAML, or no mapping.</exception>
    public static Config Parse(string yaml, string? source = null) => FromNode(YamlReader.Read(yaml, source));

    /// <summary>The tree of a document: a mapping, or nothing at all.</summary>
    /// <exception cref="ConfigException">It is anything else.</exception>
    public static Config FromNode(ConfigNode node) => node switch
    {
        ConfigMapping mapping => new(mapping),
        ConfigScalar { Value: null } => Empty,
        _ => throw new ConfigException(node.Location, $"A configuration must be a mapping, but this is {node.Kind}."),
    };

    /// <summary>The value at a key; null when there is none.</summary>
    public ConfigNode? Find(string key) => Find(ConfigKey.Split(key));

    /// <summary>The value at the end of a path of single keys; null when there is none.</summary>
    public ConfigNode? Find(params IReadOnlyList<string> path)
    {
        ConfigNode? node = Root;
        foreach (var part in path)
            node = Child(node, part);
        return node;
    }

    /// <summary>Whether there is a value, be it null.</summary>
    public bool Contains(string key) => Find(key) is not null;

    /// <summary>The mapping at a key; empty when there is none.</summary>
    /// <exception cref="ConfigException">Something else is there.</exception>
    public Config Section(string key) => Find(key) switch
    {
        ConfigMapping mapping => new(mapping),
        null or ConfigScalar { Value: null } => Empty,
        { } other => throw Wrong(key, other, "a mapping"),
    };

    /// <summary>The scalar at a key as text, as it was written; null when there is none.</summary>
    /// <exception cref="ConfigException">It is no scalar.</exception>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        ConfigScalar scalar => scalar.Text,
        { } other => throw Wrong(key, other, "a single value"),
    };

    /// <summary>The text at a key.</summary>
    /// <exception cref="ConfigException">There is none, or it is no scalar.</exception>
    public string RequiredText(string key) =>
        Text(key) ?? throw new ConfigException(Root.Location, $"The configuration has no '{Readable(key)}'.");

    /// <summary>The boolean at a key; null when there is none.</summary>
    /// <exception cref="ConfigException">It is something else.</exception>
    public bool? Flag(string key) => Find(key) switch
    {
        null or ConfigScalar { Value: null } => null,
        ConfigScalar { Value: bool value } => value,
        { } other => throw Wrong(key, other, "true or false"),
    };

    /// <summary>The integer at a key; null when there is none.</summary>
    /// <exception cref="ConfigException">It is something else.</exception>
    public long? Integer(string key) => Find(key) switch
    {
        null or ConfigScalar { Value: null } => null,
        ConfigScalar { Value: long value } => value,
        { } other => throw Wrong(key, other, "an integer"),
    };

    /// <summary>The number at a key; null when there is none.</summary>
    /// <exception cref="ConfigException">It is something else.</exception>
    public double? Number(string key) => Find(key) switch
    {
        null or ConfigScalar { Value: null } => null,
        ConfigScalar { Value: double value } => value,
        ConfigScalar { Value: long value } => value,
        { } other => throw Wrong(key, other, "a number"),
    };

    /// <summary>The texts of a list at a key; a single value is a list of one, none an empty list.</summary>
    /// <exception cref="ConfigException">It holds something else.</exception>
    public IReadOnlyList<string> TextList(string key) => Find(key) switch
    {
        null or ConfigScalar { Value: null } => [],
        ConfigScalar scalar => [scalar.ToString()],
        ConfigSequence sequence => sequence.Items.Select(item => (item as ConfigScalar ?? throw Wrong(key, item, "a single value")).ToString()).ToList(),
        { } other => throw Wrong(key, other, "a list"),
    };

    /// <summary>This tree with a value set; levels that are missing are made, and a scalar in the way is replaced.</summary>
    public Config With(string key, object? value) => With(ConfigKey.Split(key), value);

    /// <summary>This tree with a value set at the end of a path of single keys.</summary>
    public Config With(IReadOnlyList<string> path, object? value) => new((ConfigMapping)Set(Root, path, 0, ConfigNodes.FromPlain(value)));

    /// <summary>This tree without what is at a key.</summary>
    public Config Without(string key)
    {
        var path = ConfigKey.Split(key);
        var parent = path.Count == 1 ? Root : Find(path.Take(path.Count - 1).ToArray()) as ConfigMapping;
        if (parent is null || !parent.TryGet(path[^1], out _))
            return this;
        var rest = parent.Without(path[^1]);
        return path.Count == 1 ? new(rest) : With(path.Take(path.Count - 1).ToArray(), rest);
    }

    /// <summary>This tree with another laid over it, which wins; only mappings are joined.</summary>
    public Config Update(Config other) => new(Root.Update(other.Root));

    /// <summary>This tree with what it lacks taken from another.</summary>
    public Config Merge(Config other) => other.Update(this);

    /// <summary>The tree in YAML, keys sorted, as the original dumps configurations.</summary>
    public string ToYaml() => YamlWriter.Write(Root, YamlKeyOrder.Sorted);

    private static ConfigNode? Child(ConfigNode? node, string key) => node switch
    {
        ConfigMapping mapping => mapping.TryGet(key, out var value) ? value : null,
        ConfigSequence sequence => ItemIndex(sequence, key) is { } index ? sequence.Items[index] : null,
        _ => null,
    };

    // Negative numbers count from the end, as everywhere in the original.
    private static int? ItemIndex(ConfigSequence sequence, string key)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return null;
        index = index < 0 ? index + sequence.Items.Count : index;
        return index >= 0 && index < sequence.Items.Count ? index : null;
    }

    private static ConfigNode Set(ConfigNode? node, IReadOnlyList<string> path, int depth, ConfigNode value)
    {
        if (depth == path.Count)
            return value;
        if (node is ConfigSequence sequence && ItemIndex(sequence, path[depth]) is { } index)
        {
            var items = sequence.Items.ToArray();
            items[index] = Set(items[index], path, depth + 1, value);
            return new ConfigSequence(items, sequence.Tag, sequence.Location);
        }
        var mapping = node as ConfigMapping ?? ConfigMapping.Empty;
        return mapping.With(path[depth], Set(Child(mapping, path[depth]), path, depth + 1, value));
    }

    private static string Readable(string key) => string.Join('.', ConfigKey.Split(key));

    private static ConfigException Wrong(string key, ConfigNode found, string expected) =>
        new(found.Location, $"'{Readable(key)}' must be {expected}, but it is {found.Kind}.");
}
