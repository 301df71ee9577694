using System.Diagnostics.CodeAnalysis;
using System.Text;
using SkyButler.Configuration.Nodes;

namespace SkyButler.Configuration.Yaml.Pieces;

/// <summary>The lines of a document with content, one after the other, each from left to right.</summary>
internal sealed class YamlLines(TextReader reader, string source)
{
    /// <summary>How many characters a line may have, and what is joined of several.</summary>
    public const int Longest = 1 << 24;

    private const int BufferSize = 1 << 16;

    private readonly char[] _buffer = new char[BufferSize];
    private int _next;
    private int _filled;
    private string _line = "";
    private string _kept = "";
    private bool _isKept;

    /// <summary>The number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where what is left of the line begins.</summary>
    public int Position { get; private set; }

    /// <summary>The same as a column, from 0.</summary>
    public int Column => Position;

    /// <summary>What is left of the line.</summary>
    public ReadOnlySpan<char> Rest => _line.AsSpan(Position);

    /// <summary>Whether nothing is left of the line.</summary>
    public bool IsAtEnd => Position == _line.Length;

    /// <summary>Whether what is left is an item of a list.</summary>
    public bool IsItem => Rest is "-" or ['-', ' ', ..];

    /// <summary>To the next line that is neither empty nor a comment; false at the end.</summary>
    public bool Advance()
    {
        do
        {
            if (!Read())
                return false;
        }
        while (IsAtEnd || _line[Position] == '#');
        return _line is not (['-', '-', '-', ..] or ['.', '.', '.', ..] or ['%', ..]) ? true : throw new YamlForeignNotationException();
    }

    /// <summary>Leaves characters and the blanks behind them.</summary>
    public void Skip(int count)
    {
        Position += count;
        while (Position < _line.Length && _line[Position] == ' ')
            Position++;
    }

    /// <summary>Where the colon is that ends a key at the beginning of what is left; −1 where there is none, or the key would stand in double quotes.</summary>
    public int EndOfKey()
    {
        var i = Position;
        if (_line[i] is '"')
            return -1;
        if (_line[i] is '\'')
        {
            for (i++; i < _line.Length && (_line[i] != '\'' || (i + 1 < _line.Length && _line[i + 1] == '\'')); i++)
                i += _line[i] == '\'' ? 1 : 0;
            return i + 1 < _line.Length && _line[i + 1] == ':' && (i + 2 == _line.Length || _line[i + 2] == ' ') ? i + 1 : -1;
        }

        for (; i < _line.Length; i++)
            if (_line[i] == ':' && (i + 1 == _line.Length || _line[i + 1] == ' '))
                return i;
        return -1;
    }

    /// <summary>The next line without its indentation; false at the end.</summary>
    public bool TryContinue([NotNullWhen(true)] out string? text)
    {
        text = Read() ? Rest.ToString() : null;
        return text is not null;
    }

    /// <summary>The next line without its indentation, if it stands further to the right than a column; else it stays to be read.</summary>
    public bool TryContinue(int column, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var (line, position) = (_line, Position);
        if (!Read())
            return false;
        if (Position > column)
        {
            text = Rest.ToString();
            return true;
        }

        // An empty line between may belong to the text, or not.
        if (IsAtEnd)
            throw new YamlForeignNotationException();
        _isKept = true;
        (_kept, _line, Position) = (_line, line, position);
        Number--;
        return false;
    }

    /// <summary>Refuses what is joined of several lines when it is too long.</summary>
    /// <exception cref="ConfigException">It is.</exception>
    public void Require(StringBuilder joined)
    {
        if (joined.Length > Longest)
            throw new ConfigException(new ConfigLocation(source, Number, 1), $"The value that ends here is longer than {Longest} characters.");
    }

    private bool Read()
    {
        if (_isKept)
            _line = _kept;
        else if (Fetch() is { } line)
            _line = line;
        else
            return false;
        _isKept = false;
        Number++;
        Position = 0;
        while (Position < _line.Length && _line[Position] == ' ')
            Position++;
        return true;
    }

    private string? Fetch()
    {
        StringBuilder? whole = null;
        while (true)
        {
            if (_next == _filled)
            {
                (_next, _filled) = (0, reader.Read(_buffer, 0, _buffer.Length));
                if (_filled == 0)
                    return whole is null ? null : Checked(whole.ToString());
            }

            var span = _buffer.AsSpan(_next, _filled - _next);
            var end = span.IndexOf('\n');
            if (end >= 0 && whole is null)
            {
                _next += end + 1;
                return Checked(span[..end].ToString());
            }

            var part = end < 0 ? span : span[..end];
            whole = (whole ?? new()).Append(part);
            if (whole.Length > Longest)
                throw new ConfigException(new ConfigLocation(source, Number + 1, 1), $"The line is longer than {Longest} characters.");
            _next += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0)
                return Checked(whole.ToString());
        }
    }

    // Tabs, letters that may count as ends of lines.
    private static string Checked(string line) => line.AsSpan().ContainsAnyExceptInRange(' ', '~') ? throw new YamlForeignNotationException() : line;
}
