using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Configuration.Yaml;

/// <summary>Nodes to YAML in block style.</summary>
internal sealed class YamlEmitter
{
    private const int Step = 2;
    private const int MaximumDepth = 1000;

    // Longer keys than this, with the tag that their type would have, are written in the form with a question mark.
    private const int LongestSimpleKey = 127;

    private readonly YamlOutput _output;
    private readonly YamlScalarWriter _scalars;
    private readonly YamlKeyOrder _order;
    private int _depth;

    public YamlEmitter(TextWriter writer, YamlKeyOrder order)
    {
        _output = new YamlOutput(writer);
        _scalars = new YamlScalarWriter(_output);
        _order = order;
    }

    public void WriteDocument(ConfigNode node)
    {
        var isPlain = Write(node, -1, YamlContext.Root);
        _output.Indent(0);
        // A plain scalar alone needs the end of its document said.
        if (!isPlain)
            return;
        _output.Raw("...");
        _output.Break();
    }

    /// <summary>Writes an item of a list that is written piece by piece, with the end of its line.</summary>
    /// <param name="item">The item.</param>
    /// <param name="indentation">The column of the list.</param>
    public void WriteItem(ConfigNode item, int indentation)
    {
        _output.Indent(indentation);
        _output.BlockIndicator("-");
        Write(item, indentation, YamlContext.SequenceItem);
        _output.Break();
    }

    // Returns whether a plain scalar was written. The indentation is that of the collection around, -1 at the root.
    private bool Write(ConfigNode node, int indentation, YamlContext context)
    {
        if (++_depth > MaximumDepth)
            throw new ConfigException($"Data nested more than {MaximumDepth} deep cannot be written as YAML.");
        if (node.Tag is { } tag)
            _output.Token(TagText(tag));
        var isPlain = false;
        switch (node)
        {
            case ConfigMapping { Count: 0 }:
                _output.Token("{}");
                break;
            case ConfigSequence { Items.Count: 0 }:
                _output.Token("[]");
                break;
            case ConfigMapping mapping:
                WriteMapping(mapping, indentation < 0 ? 0 : indentation + Step);
                break;
            case ConfigSequence sequence:
                WriteSequence(sequence, indentation < 0 ? 0 : IsFlush(context) ? indentation : indentation + Step);
                break;
            default:
                isPlain = WriteScalar((ConfigScalar)node, indentation < 0 ? Step : indentation + Step, context);
                break;
        }
        _depth--;
        return isPlain;
    }

    // A list as a mapping's value begins under its key, without further indentation.
    private bool IsFlush(YamlContext context) => context == YamlContext.MappingValue && !_output.IsAtBlockStart;

    private void WriteSequence(ConfigSequence sequence, int indentation)
    {
        foreach (var item in sequence.Items)
        {
            _output.Indent(indentation);
            _output.BlockIndicator("-");
            Write(item, indentation, YamlContext.SequenceItem);
        }
    }

    private void WriteMapping(ConfigMapping mapping, int indentation)
    {
        foreach (var (key, value) in Ordered(mapping))
        {
            _output.Indent(indentation);
            if (IsSimple(key))
            {
                WriteScalar(key, indentation + Step, YamlContext.SimpleKey);
                _output.Colon();
            }
            else
            {
                _output.BlockIndicator("?");
                Write(key, indentation, YamlContext.MappingValue);
                _output.Indent(indentation);
                _output.BlockIndicator(":");
            }
            Write(value, indentation, YamlContext.MappingValue);
        }
    }

    private bool WriteScalar(ConfigScalar scalar, int indentation, YamlContext context)
    {
        if (context == YamlContext.SimpleKey && scalar.Tag is { } tag)
            _output.Token(TagText(tag));
        switch (scalar.Value)
        {
            case string text:
                return _scalars.WriteText(text, indentation, context, scalar.Tag is not null);
            case byte[] bytes:
                _scalars.WriteBinary(bytes, indentation);
                return false;
            default:
                _scalars.WritePlain(YamlScalarText.Of(scalar.Value), indentation, context);
                return context == YamlContext.Root;
        }
    }

    private static bool IsSimple(ConfigScalar key)
    {
        if (key.Value is byte[])
            return false;
        var text = YamlScalarText.Of(key.Value);
        var tagLength = key.Tag is { } tag ? TagText(tag).Length : key.Value switch
        {
            null or bool => "!!null".Length,
            double => "!!float".Length,
            DateOnly or DateTime or DateTimeOffset => "!!timestamp".Length,
            _ => "!!str".Length,
        };
        return text.Length > 0 && text.EnumerateRunes().Count() + tagLength <= LongestSimpleKey && !text.Any(ScalarAnalysis.IsBreak);
    }

    private IEnumerable<ConfigEntry> Ordered(ConfigMapping mapping)
    {
        if (_order == YamlKeyOrder.AsGiven)
            return mapping.Entries;
        // Keys of different types have no order; the original leaves such mappings as they are.
        if (mapping.Entries.All(entry => entry.Key.Value is string))
            return mapping.Entries.OrderBy(entry => (string)entry.Key.Value!, StringComparer.Ordinal);
        return mapping.Entries.All(entry => entry.Key.Value is long)
            ? mapping.Entries.OrderBy(entry => (long)entry.Key.Value!)
            : mapping.Entries;
    }

    private static string TagText(string tag)
    {
        if (tag.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            return "!!" + tag["tag:yaml.org,2002:".Length..];
        return tag.StartsWith('!') ? tag : $"!<{tag}>";
    }
}
