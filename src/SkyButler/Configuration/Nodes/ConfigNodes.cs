using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkyButler.Configuration.Nodes;

/// <summary>Nodes from and to plain objects and JSON.</summary>
public static class ConfigNodes
{
    /// <summary>
    /// The plain objects of a tree: for scalars their values, for sequences <c>List&lt;object?&gt;</c>, for mappings
    /// <c>OrderedDictionary&lt;string, object?&gt;</c>, or with <c>object</c> keys where a key is not text.
    /// </summary>
    /// <param name="node">The tree.</param>
    /// <param name="construct">Makes the object of a node that has a tag of its own; without it such a node is an error.</param>
    /// <exception cref="ConfigException">A tag is not known, or a key is null.</exception>
    public static object? ToPlain(this ConfigNode node, Func<ConfigNode, object?>? construct = null)
    {
        if (node.Tag is { } tag)
        {
            return construct is not null
                ? construct(node)
                : throw new ConfigException(node.Location, $"The tag '{tag}' is not known here; only plain data can be read.");
        }
        return Untagged(node, construct);
    }

    /// <summary>The plain objects of a tree whose own tag is understood; tags below it are handed on.</summary>
    public static object? Untagged(ConfigNode node, Func<ConfigNode, object?>? construct = null) => node switch
    {
        ConfigScalar scalar => scalar.Value,
        ConfigSequence sequence => sequence.Items.Select(item => item.ToPlain(construct)).ToList(),
        ConfigMapping mapping when mapping.Entries.All(entry => entry.Key.Value is string) => PlainMapping(
            mapping, construct, key => (string)key.Value!),
        ConfigMapping mapping => PlainMapping(mapping, construct, key => key.Value ?? throw new ConfigException(key.Location, "A key is null.")),
        _ => throw new ArgumentException($"Unexpected node {node.GetType()}.", nameof(node)),
    };

    /// <summary>The tree of plain objects: scalars, sequences, dictionaries, nodes, JSON.</summary>
    /// <exception cref="ConfigException">An object is of none of these types.</exception>
    public static ConfigNode FromPlain(object? value) => value switch
    {
        ConfigNode node => node,
        null or bool or string or DateOnly or DateTime or DateTimeOffset or byte[] or BigInteger => new ConfigScalar(value),
        sbyte or byte or short or ushort or int or uint or long or float or double => new ConfigScalar(value),
        ulong number => new ConfigScalar(number <= long.MaxValue ? (object)(long)number : (BigInteger)number),
        Guid id => new ConfigScalar(id.ToString()),
        JsonNode json => FromJson(json),
        JsonElement json => FromJson(JsonSerializer.SerializeToNode(json)),
        IDictionary dictionary => new ConfigMapping(Entries(dictionary)),
        IEnumerable items => new ConfigSequence(items.Cast<object?>().Select(FromPlain).ToList()),
        _ => throw new ConfigException($"An object of type {value.GetType().Name} is not plain data; give a dictionary, list or scalar."),
    };

    /// <summary>The tree of a JSON document.</summary>
    public static ConfigNode FromJson(JsonNode? json, string? source = null) => json switch
    {
        null => new ConfigScalar(null),
        JsonObject mapping => new ConfigMapping(
            mapping.Select(entry => new ConfigEntry(new ConfigScalar(entry.Key), FromJson(entry.Value, source))), null, Location(source)),
        JsonArray sequence => new ConfigSequence(sequence.Select(item => FromJson(item, source)).ToList(), null, Location(source)),
        _ => new ConfigScalar(JsonValueOf(json.AsValue()), null, null, Location(source)),
    };

    /// <summary>The tree as JSON; times as ISO 8601 text, keys as text.</summary>
    /// <exception cref="ConfigException">A value has no JSON form: binary data, a number that is not finite.</exception>
    public static JsonNode? ToJson(this ConfigNode node) => node switch
    {
        ConfigMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.ToString(), entry.Value.ToJson()))),
        ConfigSequence sequence => new JsonArray(sequence.Items.Select(ToJson).ToArray()),
        ConfigScalar { Value: null } => null,
        ConfigScalar { Value: bool value } => value,
        ConfigScalar { Value: long value } => value,
        ConfigScalar { Value: BigInteger value } => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)),
        ConfigScalar { Value: double value } when double.IsFinite(value) => value,
        ConfigScalar { Value: string value } => value,
        ConfigScalar { Value: DateOnly or DateTime or DateTimeOffset } scalar => scalar.Text,
        _ => throw new ConfigException(node.Location, $"{node} has no JSON form."),
    };

    private static OrderedDictionary<TKey, object?> PlainMapping<TKey>(
        ConfigMapping mapping, Func<ConfigNode, object?>? construct, Func<ConfigScalar, TKey> key)
        where TKey : notnull
    {
        var result = new OrderedDictionary<TKey, object?>(mapping.Count);
        foreach (var entry in mapping.Entries)
            result[key(entry.Key)] = entry.Value.ToPlain(construct);
        return result;
    }

    private static IEnumerable<ConfigEntry> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return FromPlain(entry.Key) is ConfigScalar key
                ? new ConfigEntry(key, FromPlain(entry.Value))
                : throw new ConfigException($"A key of type {entry.Key.GetType().Name} is not a scalar.");
        }
    }

    private static object? JsonValueOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => JsonNumber(value.ToJsonString()),
        _ => null,
    };

    private static object JsonNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return integer;
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big)
            ? big
            : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static ConfigLocation Location(string? source) => source is null ? default : new(source, 0, 0);
}
