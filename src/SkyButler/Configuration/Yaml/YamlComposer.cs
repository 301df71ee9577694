using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml.Scalars;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkyButler.Configuration.Yaml;

/// <summary>Events of a parser to nodes: anchors, merge keys, tags, bounds.</summary>
internal sealed class YamlComposer
{
    private const string StandardTags = "tag:yaml.org,2002:";

    private readonly IParser _parser;
    private readonly string _source;
    private readonly YamlReadOptions _options;
    private readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);
    private long _nodes;
    private long _aliased;
    private long _anchored;
    private int _depth;

    public YamlComposer(IParser parser, string source, YamlReadOptions options) => (_parser, _source, _options) = (parser, source, options);

    public ConfigNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return new ConfigScalar(null, null, null, new(_source, 1, 1));
        _parser.Consume<DocumentStart>();
        var node = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            throw new ConfigException(At(_parser.Current!), "There is a second document, where one was expected.");
        return node;
    }

    /// <summary>Counts the values of what is read next from the beginning, but for what aliases stand for.</summary>
    public void BeginPiece() => _nodes = 0;

    /// <summary>The next node; anchors of earlier ones are known in it.</summary>
    public ConfigNode ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Alias(alias);
        var start = _nodes;
        Count(1, _parser.Current);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        ConfigNode node;
        if (_parser.TryConsume<Scalar>(out var scalar))
            node = ScalarNode(scalar);
        else if (_parser.TryConsume<SequenceStart>(out var sequence))
            node = Sequence(sequence);
        else
            node = Mapping(_parser.Consume<MappingStart>());
        if (!anchor.IsEmpty)
        {
            Limit(_anchored += _nodes - start, _parser.Current);
            _anchors[anchor.Value] = new Anchored(node, _nodes - start);
        }

        return node;
    }

    // An anchor is known only after its node ends, so a collection can't hold itself.
    private ConfigNode Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            throw new ConfigException(At(alias), $"The alias '*{alias.Value.Value}' has no anchor before it.");
        Count(target.Size, alias);
        Limit(_aliased += target.Size, alias);
        return target.Node;
    }

    private ConfigScalar ScalarNode(Scalar scalar)
    {
        var where = At(scalar);
        if (scalar.Tag.IsEmpty)
        {
            RefuseMisreadKey(scalar, where);
            var value = scalar.Style == ScalarStyle.Plain ? YamlScalarValue.Resolve(scalar.Value, where) : scalar.Value;
            return new(value, scalar.Value, null, where);
        }
        if (scalar.Tag.IsNonSpecific)
            return new(scalar.Value, scalar.Value, null, where);
        return scalar.Tag.Value.StartsWith(StandardTags, StringComparison.Ordinal)
            ? new(YamlScalarValue.Construct(scalar.Tag.Value[StandardTags.Length..], scalar.Value, where), scalar.Value, null, where)
            : new(scalar.Value, scalar.Value, scalar.Tag.Value, where);
    }

    // The library's scanner overlooks the colon of an unquoted key that holds " *", and would give key and value as one text.
    private static void RefuseMisreadKey(Scalar scalar, ConfigLocation where)
    {
        if (scalar.Style == ScalarStyle.Plain && scalar.Value.Contains(" *", StringComparison.Ordinal)
            && (scalar.Value.Contains(": ", StringComparison.Ordinal) || scalar.Value.EndsWith(':')))
            throw new ConfigException(where, $"An unquoted key may not hold ' *'; put quotes around it: {scalar.Value}");
    }

    private ConfigSequence Sequence(SequenceStart start)
    {
        Enter(start);
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode());
        _depth--;
        return new(items, CustomTag(start, start.Tag, "seq"), At(start));
    }

    private ConfigMapping Mapping(MappingStart start)
    {
        Enter(start);
        var own = new List<ConfigEntry>();
        var merged = new List<ConfigEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = _parser.Current!;
            var isMerge = keyEvent is Scalar { Value: "<<", Style: ScalarStyle.Plain, Tag.IsEmpty: true };
            var key = ReadNode() as ConfigScalar ?? throw new ConfigException(At(keyEvent), "A key must be a single value.");
            var value = ReadNode();
            if (isMerge)
                AddMerged(merged, value);
            else
                own.Add(new(key, value));
        }
        _depth--;
        if (_options.DuplicateKeys == YamlDuplicateKeys.Error)
            RefuseDuplicates(own);
        // What is merged comes first, so that the mapping's own entries override it.
        return new(merged.Concat(own), CustomTag(start, start.Tag, "map"), At(start));
    }

    // Of several mappings the earlier ones win, so they are laid down last.
    private static void AddMerged(List<ConfigEntry> merged, ConfigNode value)
    {
        var sources = value is ConfigSequence sequence ? sequence.Items.Reverse() : [value];
        foreach (var source in sources)
        {
            merged.AddRange(source is ConfigMapping mapping
                ? mapping.Entries
                : throw new ConfigException(value.Location, $"'<<' merges mappings, but this is {source.Kind}."));
        }
    }

    private static void RefuseDuplicates(List<ConfigEntry> entries)
    {
        var seen = new Dictionary<object, ConfigScalar>();
        foreach (var (key, _) in entries)
        {
            if (!seen.TryAdd(key.Value ?? "", key))
                throw new ConfigException(key.Location, $"The key '{key}' is here a second time; it was on line {seen[key.Value ?? ""].Location.Line} already.");
        }
    }

    private string? CustomTag(ParsingEvent at, TagName tag, string standard)
    {
        if (tag.IsEmpty || tag.IsNonSpecific)
            return null;
        if (!tag.Value.StartsWith(StandardTags, StringComparison.Ordinal) || tag.Value == StandardTags + "set")
            return tag.Value;
        return tag.Value == StandardTags + standard
            ? null
            : throw new ConfigException(At(at), $"The tag '!!{tag.Value[StandardTags.Length..]}' is not plain data.");
    }

    private void Enter(ParsingEvent start)
    {
        if (++_depth > _options.MaximumDepth)
            throw new ConfigException(At(start), $"Collections are nested more than {_options.MaximumDepth} deep.");
    }

    private void Count(long added, ParsingEvent? at)
    {
        _nodes += added;
        Limit(_nodes, at);
    }

    private void Limit(long count, ParsingEvent? at)
    {
        if (count > _options.MaximumNodes)
            throw new ConfigException(at is null ? default : At(at), $"The document has more than {_options.MaximumNodes} values, with aliases.");
    }

    private ConfigLocation At(ParsingEvent parsed) => new(_source, (int)parsed.Start.Line, (int)parsed.Start.Column);

    private sealed record Anchored(ConfigNode Node, long Size);
}
