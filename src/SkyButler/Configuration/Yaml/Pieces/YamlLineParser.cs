using System.Buffers;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkyButler.Configuration.Yaml.Pieces;

/// <summary>
/// The events of a document in block style, an entry a line, as programs write it: mappings and lists, plain and single-quoted texts (folded
/// ones too), tags, and text blocks of bytes. At anything else, right or wrong, it gives up by <see cref="YamlForeignNotationException"/>.
/// </summary>
internal sealed class YamlLineParser : IParser
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _./<>+-()=,;~$@%*^!?&|");
    private static readonly SearchValues<char> PlainStart = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./<+-(~$");

    private const int LongestEscaped = 1 << 16;

    private readonly YamlLines _lines;
    private readonly Queue<ParsingEvent> _events = [];
    private readonly Stack<(bool IsMapping, int Column)> _open = [];
    private bool _hasEnded;

    // A value that is to begin on the next line, and its tag.
    private bool _isAwaited = true;
    private TagName _tag = TagName.Empty;

    public YamlLineParser(TextReader reader, string source)
    {
        _lines = new(reader, source);
        _events.Enqueue(new StreamStart());
        _events.Enqueue(new DocumentStart());
    }

    /// <inheritdoc />
    public ParsingEvent? Current { get; private set; }

    private Mark Here => new(0, _lines.Number, _lines.Column + 1);

    /// <inheritdoc />
    public bool MoveNext()
    {
        while (_events.Count == 0)
        {
            if (_hasEnded)
                return false;
            Step();
        }

        Current = _events.Dequeue();
        return true;
    }

    private void Step()
    {
        if (!_lines.Advance())
        {
            if (_open.Count == 0 && _isAwaited)
                throw new YamlForeignNotationException();
            EndAwaited();
            while (_open.Count > 0)
                Close();
            _events.Enqueue(new DocumentEnd(true));
            _events.Enqueue(new StreamEnd());
            _hasEnded = true;
            return;
        }

        var column = _lines.Column;
        if (_isAwaited && (_open.Count == 0 || column > _open.Peek().Column || (column == _open.Peek().Column && _open.Peek().IsMapping && _lines.IsItem)))
        {
            Node();
            return;
        }

        EndAwaited();
        while (_open.Count > 0 && (_open.Peek().Column > column || (_open.Peek() is (false, var at) && at == column && !_lines.IsItem)))
            Close();
        if (_open.Count == 0 || _open.Peek().Column != column)
            throw new YamlForeignNotationException();
        if (_open.Peek().IsMapping)
            Entry();
        else
            Item();
    }

    // Whatever begins here: a list, a mapping, or a single value.
    private void Node()
    {
        if (_lines.IsItem)
        {
            Open(isMapping: false);
            Item();
        }
        else if (_lines.EndOfKey() >= 0)
        {
            Open(isMapping: true);
            Entry();
        }
        else
        {
            Value();
        }
    }

    private void Item()
    {
        _lines.Skip(1);
        _isAwaited = true;
        if (_lines.IsAtEnd)
            return;
        Tag();
        if (!_lines.IsAtEnd)
            Node();
    }

    private void Entry()
    {
        var end = _lines.EndOfKey();
        if (_lines.IsItem || end < 0)
            throw new YamlForeignNotationException();
        var key = _lines.Rest[..(end - _lines.Position)];
        Scalar(key[0] is '\'' ? Unquoted(key.ToString()) : PlainText(key), key[0] is '\'' ? ScalarStyle.SingleQuoted : ScalarStyle.Plain);
        _lines.Skip(key.Length + 1);
        _isAwaited = true;
        if (_lines.IsAtEnd)
            return;
        Tag();
        if (_lines.IsAtEnd)
            return;
        if (_lines.EndOfKey() >= 0)
            throw new YamlForeignNotationException();
        Value();
    }

    private void Tag()
    {
        if (_lines.Rest[0] != '!')
            return;
        var length = _lines.Rest.IndexOf(' ') is var blank and >= 0 ? blank : _lines.Rest.Length;
        var text = _lines.Rest[..length].ToString();
        _tag = text switch
        {
            ['!', '<', .. var name, '>'] when name.Length > 0 => new TagName(name),
            ['!', '!', .. var name] when name.Length > 0 => new TagName("tag:yaml.org,2002:" + name),
            { Length: > 1 } when !text.AsSpan(1).Contains('!') => new TagName(text),
            _ => throw new YamlForeignNotationException(),
        };
        _lines.Skip(length);
    }

    private void Value()
    {
        switch (_lines.Rest)
        {
            case "[]":
                _events.Enqueue(new SequenceStart(AnchorName.Empty, _tag, _tag.IsEmpty, SequenceStyle.Flow, Here, Here));
                _events.Enqueue(new SequenceEnd(Here, Here));
                Given();
                break;
            case "{}":
                _events.Enqueue(new MappingStart(AnchorName.Empty, _tag, _tag.IsEmpty, MappingStyle.Flow, Here, Here));
                _events.Enqueue(new MappingEnd(Here, Here));
                Given();
                break;
            case "|" when _open.Count > 0:
                Block();
                break;
            case ['\'', ..]:
                Quoted();
                break;
            case ['"', ..]:
                Escaped();
                break;
            default:
                Folded();
                break;
        }
    }

    private void Quoted()
    {
        var text = new StringBuilder().Append(_lines.Rest);
        var quotes = _lines.Rest.Count('\'');
        while (quotes % 2 == 1)
        {
            if (!_lines.TryContinue(out var more) || more.Length == 0)
                throw new YamlForeignNotationException();
            while (text[^1] == ' ')
                text.Length--;
            text.Append(' ').Append(more);
            quotes += more.AsSpan().Count('\'');
            _lines.Require(text);
        }

        Scalar(Unquoted(text.ToString()), ScalarStyle.SingleQuoted);
    }

    // Rare enough for the library to read it.
    private void Escaped()
    {
        var text = _lines.Rest.ToString();
        while (!IsClosed(text))
        {
            if (!_lines.TryContinue(out var more) || text.Length > LongestEscaped)
                throw new YamlForeignNotationException();
            text += "\n" + more;
        }

        if (YamlReader.Read(text) is not Nodes.ConfigScalar { Value: string content })
            throw new YamlForeignNotationException();
        Scalar(content, ScalarStyle.DoubleQuoted);
    }

    private static bool IsClosed(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i == text.Length - 1 ? true : throw new YamlForeignNotationException();
        }

        return false;
    }

    private void Folded()
    {
        var text = new StringBuilder(PlainText(_lines.Rest));
        // What stands further to the right than the key belongs to the value.
        while (_open.Count > 0 && _lines.TryContinue(_open.Peek().Column, out var more))
        {
            if (more.Length == 0 || more.AsSpan().ContainsAnyExcept(Plain) || more.EndsWith(' '))
                throw new YamlForeignNotationException();
            text.Append(' ').Append(more);
            _lines.Require(text);
        }

        Scalar(text.ToString(), ScalarStyle.Plain);
    }

    private void Block()
    {
        var text = new StringBuilder();
        while (_lines.TryContinue(_open.Peek().Column, out var line))
            _lines.Require(text.Append(line).Append('\n'));
        if (_tag.IsEmpty || !_tag.Value.EndsWith(":binary", StringComparison.Ordinal))
            throw new YamlForeignNotationException();
        Scalar(text.ToString(), ScalarStyle.Literal);
    }

    private static string PlainText(ReadOnlySpan<char> text)
    {
        if (!PlainStart.Contains(text[0]) || (text[0] == '-' && (text.Length == 1 || text[1] == ' ')) || text[^1] == ' ' || text.ContainsAnyExcept(Plain)
            || text.Contains(" *", StringComparison.Ordinal))
            throw new YamlForeignNotationException();
        return text.ToString();
    }

    // The quotes must end the text, and those inside be doubled.
    private static string Unquoted(string text)
    {
        if (text.Length < 2 || text[^1] != '\'')
            throw new YamlForeignNotationException();
        var inner = text[1..^1];
        if (!inner.Contains('\'', StringComparison.Ordinal))
            return inner;
        var single = inner.Replace("''", "", StringComparison.Ordinal);
        return single.Contains('\'', StringComparison.Ordinal) ? throw new YamlForeignNotationException() : inner.Replace("''", "'", StringComparison.Ordinal);
    }

    private void Scalar(string text, ScalarStyle style)
    {
        _events.Enqueue(new Scalar(AnchorName.Empty, _tag, text, style, _tag.IsEmpty && style == ScalarStyle.Plain, _tag.IsEmpty && style != ScalarStyle.Plain, Here, Here));
        Given();
    }

    private void Open(bool isMapping)
    {
        _events.Enqueue(isMapping
            ? new MappingStart(AnchorName.Empty, _tag, _tag.IsEmpty, MappingStyle.Block, Here, Here)
            : new SequenceStart(AnchorName.Empty, _tag, _tag.IsEmpty, SequenceStyle.Block, Here, Here));
        _open.Push((isMapping, _lines.Column));
        Given();
    }

    private void Close()
    {
        _events.Enqueue(_open.Pop().IsMapping ? new MappingEnd(Here, Here) : new SequenceEnd(Here, Here));
    }

    private void Given() => (_isAwaited, _tag) = (false, TagName.Empty);

    private void EndAwaited()
    {
        if (_isAwaited)
            Scalar("", ScalarStyle.Plain);
    }
}
