using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkyButler.Imaging.Tables.Headers;

/// <summary>Reads YAML of table headers as plain values, lists and dictionaries, within bounds.</summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 50;
    private const int MaxNodes = 1_000_000;
    private readonly Dictionary<AnchorName, (object? Value, int Nodes)> _anchors = [];
    private readonly IParser _parser;
    private int _nodes;

    private YamlTree(IParser parser) => _parser = parser;

    /// <summary>The value of a document; null for an empty one.</summary>
    /// <exception cref="TableException">It is no YAML, or nested or repeated beyond reason.</exception>
    public static object? Read(string text, string source)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            return new YamlTree(parser).ReadNode(0);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            throw new TableException($"{source}: the header is no valid YAML: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new TableException($"{source}: {e.Message}", e);
        }
    }

    private object? ReadNode(int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"the header is nested deeper than the {MaxDepth} levels that are accepted");
        int before = _nodes;
        Count(1);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value, out var known))
                throw new InvalidDataException($"the header refers to '{alias.Value}', which is not defined");
            Count(known.Nodes);
            return known.Value;
        }

        if (!_parser.Accept<NodeEvent>(out var node))
            throw new InvalidDataException("the header ends in the middle");
        var value = node switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            _ => ReadMapping(depth),
        };
        if (!node.Anchor.IsEmpty)
            _anchors[node.Anchor] = (value, _nodes - before);
        return value;
    }

    private object? ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return scalar switch
        {
            { Tag.IsEmpty: false } when scalar.Tag.Value is "tag:yaml.org,2002:str" => scalar.Value,
            { Tag.IsEmpty: false } when IsOwn(scalar.Tag) => new TaggedValue(scalar.Tag.Value, scalar.Value),
            { Style: ScalarStyle.Plain } => YamlScalar.Read(scalar.Value),
            _ => scalar.Value,
        };
    }

    private object ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var list = new List<object?>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            list.Add(ReadNode(depth + 1));
        return start.Tag.IsEmpty ? list
            : start.Tag.Value == "tag:yaml.org,2002:omap" ? Joined(list)
            : IsOwn(start.Tag) ? new TaggedValue(start.Tag.Value, list)
            : list;
    }

    private object ReadMapping(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var mapping = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            string key = ReadNode(depth + 1) switch
            {
                string text => text,
                null => "null",
                IFormattable plain => plain.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                _ => throw new InvalidDataException("a key of the header is no single value"),
            };
            mapping[key] = ReadNode(depth + 1);
        }

        return !start.Tag.IsEmpty && IsOwn(start.Tag) ? new TaggedValue(start.Tag.Value, mapping) : mapping;
    }

    // An ordered mapping is a list of mappings with one entry each.
    private static OrderedDictionary<string, object?> Joined(List<object?> list)
    {
        var mapping = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var item in list.OfType<OrderedDictionary<string, object?>>())
        {
            foreach (var (key, value) in item)
                mapping[key] = value;
        }

        return mapping;
    }

    private static bool IsOwn(TagName tag) => tag.Value.StartsWith('!') && tag.Value.Length > 1;

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
            throw new InvalidDataException($"the header has more than the {MaxNodes} values that are accepted");
    }
}
