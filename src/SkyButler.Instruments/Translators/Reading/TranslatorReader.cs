using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators.Formulas;
using SkyButler.Instruments.Translators.Rules;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>Reads a translator's YAML file.</summary>
internal sealed class TranslatorReader(Fields fields, YamlTranslator? parent)
{
    private static readonly string[] Keys = ["translator", "extends", "when", "headers", "names", "extensions", "properties", "fixes", "corrections"];
    private static readonly string[] HeaderKeys = ["each", "inherit"];
    private static readonly string[] FixKeys = ["if", "set", "remove"];
    private static readonly string[] ExtensionKeys = ["kind", "unit", "doc"];

    private static readonly YamlReadOptions Strict = YamlReadOptions.Default with { DuplicateKeys = YamlDuplicateKeys.Error, MaximumDepth = 40, MaximumNodes = 200_000 };

    /// <summary>The mapping of a file, checked for what it may have.</summary>
    /// <exception cref="InstrumentException">It is no translator.</exception>
    public static Fields Open(string yaml, string source)
    {
        ConfigNode node;
        try
        {
            node = YamlReader.Read(yaml, source, Strict);
        }
        catch (Configuration.ConfigException e)
        {
            throw new InstrumentException(e.Message, e);
        }

        var fields = new Fields(Fields.Mapping(node, "translator"), "a translator", Keys);
        if (string.IsNullOrWhiteSpace(fields.Text("translator")))
            throw new InstrumentException($"{source}: A translator needs a name under 'translator'.");
        return fields;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InstrumentException">Something in it can't be understood; the message begins with file and line.</exception>
    public YamlTranslator Read()
    {
        var extensions = ReadExtensions();
        var own = Entries("names").Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var names = new Names(
            own.Concat(parent?.AllNames ?? []).ToHashSet(StringComparer.Ordinal),
            extensions.Concat(parent?.Extensions ?? []).Select(property => property.Name).ToHashSet(StringComparer.Ordinal));
        var rules = new RuleReader(names);
        var conditions = new ConditionReader(names);
        var headers = fields.Find("headers") is { } node ? new Fields(Fields.Mapping(node, "headers"), "'headers'", HeaderKeys) : null;
        return new YamlTranslator
        {
            Name = fields.Text("translator")!,
            Parent = parent,
            When = fields.Find("when") is { } when ? conditions.ReadAny(when) : null,
            EachExtension = headers?.Find("each") is { } each ? conditions.Read(each) : null,
            Inherits = headers?.Find("inherit") is not ConfigScalar { Value: false },
            OwnExtensions = extensions,
            OwnNames = Entries("names").ToDictionary(entry => entry.Key, entry => rules.Read(entry.Node, entry.Key, null), StringComparer.Ordinal),
            Properties = Entries("properties").ToDictionary(entry => entry.Key, entry => rules.Read(entry.Node, entry.Key, PropertyOf(entry, extensions)), StringComparer.Ordinal),
            Fixes = ReadFixes(rules, conditions),
            Corrections = Entries("corrections").ToDictionary(
                entry => entry.Key,
                entry => (IReadOnlyList<KeyValuePair<string, object?>>)[.. Fields.Mapping(entry.Node, entry.Key).Entries.Select(card => KeyValuePair.Create(card.Key.ToString(), Fields.Plain(card.Value)))],
                StringComparer.Ordinal),
        };
    }

    private List<ObservationProperty> ReadExtensions()
    {
        var extensions = new List<ObservationProperty>();
        foreach (var (key, node) in Entries("extensions"))
        {
            var definition = new Fields(Fields.Mapping(node, key), "an extension", ExtensionKeys);
            if (!Enum.TryParse<ObservationValueKind>(definition.Text("kind") ?? "Text", ignoreCase: true, out var kind))
                throw new InstrumentException($"{node.Location}: '{definition.Text("kind")}' is no kind of value; there are {string.Join(", ", Enum.GetNames<ObservationValueKind>().Select(name => name.ToLowerInvariant()))}.");
            extensions.Add(new(ObservationProperty.ExtensionPrefix + key, kind, definition.Text("unit"), definition.Text("doc") ?? ""));
        }

        return extensions;
    }

    private ObservationProperty PropertyOf((string Key, ConfigNode Node) entry, IReadOnlyList<ObservationProperty> extensions) =>
        ObservationInfo.FindProperty(entry.Key, [.. extensions, .. parent?.Extensions ?? []])
        ?? throw new InstrumentException($"{entry.Node.Location}: '{entry.Key}' is no property of an observation.{Suggestions.For(entry.Key, ObservationProperties.Names)}");

    private List<HeaderFix> ReadFixes(RuleReader rules, ConditionReader conditions)
    {
        if (fields.Find("fixes") is not { } node)
            return [];
        var list = node as ConfigSequence ?? throw new InstrumentException($"{node.Location}: 'fixes' takes a list, but this is {node.Kind}.");
        return [.. list.Items.Select(item =>
        {
            var fix = new Fields(Fields.Mapping(item, "fixes"), "a fix", FixKeys);
            var set = fix.Find("set") is { } cards ? Fields.Mapping(cards, "set").Entries : [];
            return new HeaderFix(
                fix.Find("if") is { } when ? conditions.Read(when) : null,
                [.. set.Select(card => KeyValuePair.Create(card.Key.ToString(), FixRule(rules, card)))],
                fix.Texts("remove"));
        })];
    }

    // A card becomes what is said; another card's value is asked for by a mapping.
    private static Rule FixRule(RuleReader rules, ConfigEntry card) =>
        card.Value is ConfigScalar ? new ConstantRule(Fields.Plain(card.Value)) : rules.Read(card.Value, card.Key.ToString(), null);

    private IEnumerable<(string Key, ConfigNode Node)> Entries(string section) =>
        fields.Find(section) is { } node ? Fields.Mapping(node, section).Entries.Select(entry => (entry.Key.ToString(), entry.Value)) : [];
}
