using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml.Scalars;
using SkyButler.Resources;

namespace SkyButler.Configuration.Yaml;

/// <summary>
/// Reads the notation in which programs write nearly all YAML, many times faster than the library does: block mappings and lists, an entry a
/// line, without tags, anchors or folded text. It gives up at anything else, right or wrong, which is then the library's to read.
/// </summary>
internal sealed class YamlBlockReader
{
    // Longer ones must be marked as keys.
    private const int LongestKey = 1000;

    private static readonly AsciiSet Plain = new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _./<>+-()=:,;~$@%");
    private static readonly AsciiSet PlainStart = new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./<+-(~$");

    private readonly string _text;
    private readonly string _source;
    private readonly YamlReadOptions _options;
    private long _nodes;
    private int _depth;

    // The line to be read: its number, its column from 0, and where its content lies; a line after "- " begins behind that.
    private int _line;
    private int _column;
    private int _start;
    private int _end = -1;
    private bool _isForeign;

    private YamlBlockReader(string text, string source, YamlReadOptions options) => (_text, _source, _options) = (text, source, options);

    private bool HasLine => _start < _text.Length;

    private bool IsItem => _text[_start] == '-' && (_start + 1 == _end || _text[_start + 1] == ' ');

    private ConfigLocation Here => new(_source, _line, _column + 1);

    /// <summary>The document; null where the library must read it.</summary>
    public static ConfigNode? TryRead(string text, string source, YamlReadOptions options)
    {
        if (options.DuplicateKeys == YamlDuplicateKeys.Error)
            return null;
        var reader = new YamlBlockReader(text, source, options);
        reader.Advance();
        var node = reader.HasLine ? reader.Collection() : null;
        return reader.HasLine || reader._isForeign || reader._nodes > options.MaximumNodes ? null : node;
    }

    // Each reader of a node leaves the line behind it to be read next, or gives up by null.
    private ConfigNode? Collection()
    {
        if (++_depth > _options.MaximumDepth)
            return null;
        _nodes++;
        ConfigNode? node = IsItem ? Sequence() : Mapping();
        _depth--;
        return node;
    }

    private ConfigSequence? Sequence()
    {
        var (column, where) = (_column, Here);
        var items = new List<ConfigNode>();
        while (HasLine && _column == column && IsItem)
        {
            if (Item(column) is not { } item)
                return null;
            items.Add(item);
        }

        return new(items, null, where);
    }

    private ConfigNode? Item(int column)
    {
        var start = SkipSpaces(_start + 1);
        if (start == _end)
        {
            Advance();
            return HasLine && _column > column ? Ended(Collection(), column) : null;
        }

        _column += start - _start;
        _start = start;
        return IsItem || EndOfKey() >= 0 ? Ended(Collection(), column) : Ended(Value(), column);
    }

    private ConfigMapping? Mapping()
    {
        var (column, where) = (_column, Here);
        var entries = new List<ConfigEntry>();
        while (HasLine && _column == column && !IsItem)
        {
            var end = EndOfKey();
            if (end < 0 || end - _start > LongestKey || Scalar(_start, end) is not { } key || key.Value is "<<")
                return null;
            var start = SkipSpaces(end + 1);
            if (Ended(start == _end ? Below(column) : ValueAt(start), column) is not { } value)
                return null;
            entries.Add(new(key, value));
        }

        return entries.Count == 0 ? null : new(entries, null, where);
    }

    private ConfigNode? Below(int column)
    {
        Advance();
        return HasLine && (_column > column || (_column == column && IsItem)) ? Collection() : null;
    }

    private ConfigNode? ValueAt(int start)
    {
        _column += start - _start;
        _start = start;
        return EndOfKey() >= 0 ? null : Value();
    }

    private ConfigNode? Value()
    {
        ConfigNode? value = _text.AsSpan(_start, _end - _start) switch
        {
            "[]" when _depth < _options.MaximumDepth => new ConfigSequence([], null, Here),
            "{}" when _depth < _options.MaximumDepth => new ConfigMapping([], null, Here),
            _ => Scalar(_start, _end),
        };
        _nodes += value is ConfigScalar ? 0 : 1;
        Advance();
        return value;
    }

    // What follows further to the right would still belong to the value.
    private ConfigNode? Ended(ConfigNode? value, int column) => HasLine && _column > column ? null : value;

    private ConfigScalar? Scalar(int start, int end)
    {
        if (start == end)
            return null;
        _nodes++;
        var where = new ConfigLocation(_source, _line, _column + (start - _start) + 1);
        var text = _text.AsSpan(start, end - start);
        if (text[0] is '\'' or '"')
            return EndOfQuotes(start) == end ? Quoted(text, where) : null;
        if (!PlainStart.Contains(text[0]) || (text[0] == '-' && (text.Length == 1 || text[1] == ' ')) || text[^1] == ' ' || !Plain.ContainsAll(text))
            return null;
        var plain = text.ToString();
        return new(YamlScalarValue.Resolve(plain, where), plain, null, where);
    }

    private static ConfigScalar Quoted(ReadOnlySpan<char> text, ConfigLocation where)
    {
        var content = text[1..^1].ToString();
        if (text[0] == '\'')
            content = content.Replace("''", "'", StringComparison.Ordinal);
        return new(content, content, null, where);
    }

    // Behind the closing quote; -1 where there is none in this line, or what needs more than leaving the quotes off.
    private int EndOfQuotes(int start)
    {
        var quote = _text[start];
        for (var i = start + 1; i < _end; i++)
        {
            if (_text[i] == '\\' && quote == '"')
                return -1;
            if (_text[i] != quote)
                continue;
            if (quote == '"' || i + 1 == _end || _text[i + 1] != quote)
                return i + 1;
            i++;
        }

        return -1;
    }

    // The colon that ends a key at the beginning of what is left of the line; -1 where there is none.
    private int EndOfKey()
    {
        var i = _text[_start] is '\'' or '"' ? EndOfQuotes(_start) : _start;
        if (i < 0)
            return -1;
        for (; i < _end; i++)
            if (_text[i] == ':' && (i + 1 == _end || _text[i + 1] == ' '))
                return i;
        return -1;
    }

    private int SkipSpaces(int start)
    {
        while (start < _end && _text[start] == ' ')
            start++;
        return start;
    }

    // To the next line that is neither empty nor a comment.
    private void Advance()
    {
        do
        {
            var line = _end + 1;
            if (line >= _text.Length)
            {
                _start = _text.Length;
                return;
            }

            _line++;
            var rest = _text.AsSpan(line);
            var length = rest.IndexOf('\n');
            var content = length < 0 ? rest : rest[..length];
            _end = line + content.Length;
            _start = SkipSpaces(line);
            _column = _start - line;
            // Tabs, letters that may count as ends of lines, marks of documents.
            _isForeign |= content.ContainsAnyExceptInRange(' ', '~') || content is ['-', '-', '-', ..] or ['.', '.', '.', ..];
        }
        while (_start == _end || _text[_start] == '#');
    }
}
