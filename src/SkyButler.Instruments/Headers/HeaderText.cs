using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Instruments.Headers;

/// <summary>Headers as text: a YAML or JSON mapping of keywords, or what the original calls a property list (keyword, type, value, comment).</summary>
public static class HeaderText
{
    private const string PropertyListTag = "!<lsst.daf.base.PropertyList>";

    // A header has some thousand cards, and none is deeper than a list.
    private static readonly YamlReadOptions Limits = YamlReadOptions.Default with { MaximumDepth = 20, MaximumNodes = 1_000_000 };

    /// <summary>Reads a header.</summary>
    /// <exception cref="HeaderException">The text is none.</exception>
    public static Header Parse(string text, string source)
    {
        ConfigNode node;
        try
        {
            node = YamlReader.Read(text, source, Limits);
        }
        catch (ConfigException e)
        {
            throw new HeaderException(e.Message, e);
        }

        return node switch
        {
            ConfigMapping mapping => new Header(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.ToString(), Value(entry.Value)))),
            ConfigSequence list => new Header(list.Items.Select(Property)),
            _ => throw new HeaderException($"{source}: a header is a mapping of keywords to values, but this is {node.Kind}."),
        };
    }

    /// <summary>Writes a header as a YAML mapping.</summary>
    public static string Write(Header header) => YamlWriter.Write(header.ToPlain());

    /// <summary>Writes a header as the property list that <see cref="Parse"/> and the original read.</summary>
    public static string WritePropertyList(Header header) =>
        $"{PropertyListTag}\n" + YamlWriter.Write(header.Select(card => new List<object?> { card.Key, TypeOf(card.Value), card.Value, "" }).ToList<object?>());

    private static KeyValuePair<string, object?> Property(ConfigNode node) => node is ConfigSequence { Items: [ConfigScalar keyword, _, var value, ..] }
        ? KeyValuePair.Create(keyword.ToString(), Value(value))
        : throw new HeaderException($"{node.Location}: a card of a property list is a list of keyword, type, value and comment.");

    private static object? Value(ConfigNode node) => node switch
    {
        ConfigScalar { Value: null or bool or long or double or string } scalar => scalar.Value,
        ConfigScalar other => other.Text,
        ConfigSequence list => list.Items.Select(Value).ToList(),
        _ => throw new HeaderException($"{node.Location}: a card holds a single value or a list, but this is {node.Kind}."),
    };

    private static string TypeOf(object? value) => value switch
    {
        bool => "Bool",
        long => "Int",
        double => "Double",
        null => "Undef",
        List<object?> list => list.Count > 0 ? TypeOf(list[0]) : "String",
        _ => "String",
    };
}
