using System.Globalization;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>
/// Divides text into records and fields: by a delimiter, a blank standing for any white space. A field within quotation marks, doubled
/// inside, may go on over line ends. Blank lines and lines that begin with <c>#</c> are left out.
/// </summary>
public sealed class DelimitedReader
{
    private const int MaxRecord = 64 << 20;
    private readonly TextReader _reader;
    private readonly string _source;
    private readonly List<(int Start, int Length)> _fields = [];
    private char[] _buffer = new char[1 << 16];
    private int _next;
    private int _end;
    private bool _isAtEnd;
    private bool _hasDoubled;
    private long _nextLine = 1;

    /// <summary>Reads from a text, which is left open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">What messages call it.</param>
    public DelimitedReader(TextReader reader, string source) => (_reader, _source) = (reader, source);

    /// <summary>What divides fields; it may be changed between records.</summary>
    public char Delimiter { get; set; } = ',';

    /// <summary>Whether lines that begin with <c>#</c> are left out.</summary>
    public bool SkipsComments { get; set; } = true;

    /// <summary>Number of the line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields in the record.</summary>
    public int FieldCount => _fields.Count;

    /// <summary>A field of the record, without quotation marks and blanks around; valid until the next record is read.</summary>
    public ReadOnlySpan<char> Field(int index) => _buffer.AsSpan(_fields[index].Start, _fields[index].Length);

    /// <summary>Reads the next line if it begins with <c>#</c>.</summary>
    /// <returns>The line; null where the next is another.</returns>
    public async ValueTask<string?> ReadCommentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (length, isWhole) = LineLength();
            if (isWhole || _isAtEnd)
            {
                if (length == 0 || _buffer[_next] != '#')
                    return null;
                string line = new(_buffer, _next, length);
                Advance(isWhole ? length + 1 : length);
                return line.TrimEnd('\r');
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The next line that is no comment and not blank, which stays to be read: to guess the delimiter by.</summary>
    public async ValueTask<string?> PeekLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (length, isWhole) = LineLength();
            if (!isWhole && !_isAtEnd)
                await FillAsync(cancellationToken).ConfigureAwait(false);
            else if (IsSkipped(_buffer.AsSpan(_next, length)) && (isWhole || length > 0))
                Advance(isWhole ? length + 1 : length);
            else
                return length == 0 ? null : new string(_buffer, _next, length);
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="TableException">A quotation mark is never closed, or a record is longer than any could be.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(out bool found))
                return found;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryRead(out bool found)
    {
        while (true)
        {
            found = false;
            var (length, isWhole) = LineLength();
            if (!isWhole && !_isAtEnd)
                return false;
            if (length == 0 && !isWhole)
                return true;
            if (IsSkipped(_buffer.AsSpan(_next, length)))
            {
                Advance(isWhole ? length + 1 : length);
                continue;
            }

            int end = Divide(_next);
            if (end < 0)
                return false;
            Line = _nextLine;
            Advance(end - _next);
            found = true;
            return true;
        }
    }

    // Finds the fields of a record; gives the place behind it, or -1 where the buffer ends before.
    private int Divide(int at)
    {
        _fields.Clear();
        _hasDoubled = false;
        while (true)
        {
            if (Delimiter == ' ')
            {
                at = SkipBlanks(at);
                if (at >= _end ? _isAtEnd : _buffer[at] is '\n' or '\r')
                    return at >= _end ? _end : EndOfLine(at);
            }

            int start = SkipBlanks(at);
            if (start >= _end && !_isAtEnd)
                return -1;
            int end = start < _end && _buffer[start] == '"' ? Quoted(start) : Plain(at);
            if (end < 0)
                return -1;
            if (end >= _end || _buffer[end] == '\n')
                return Math.Min(end + 1, _end);
            at = end + 1;
        }
    }

    private int Plain(int at)
    {
        var rest = _buffer.AsSpan(at, _end - at);
        int length = Delimiter == ' ' ? rest.IndexOfAny(' ', '\t', '\n') : rest.IndexOfAny(Delimiter, '\n');
        if (length < 0)
        {
            if (!_isAtEnd)
                return -1;
            length = rest.Length;
        }

        int start = at, end = at + length;
        while (start < end && char.IsWhiteSpace(_buffer[start]))
            start++;
        while (end > start && char.IsWhiteSpace(_buffer[end - 1]))
            end--;
        _fields.Add((start, end - start));
        return at + length;
    }

    private int Quoted(int at)
    {
        int start = at + 1, from = start;
        bool hasDoubled = false;
        while (true)
        {
            int length = _buffer.AsSpan(from, _end - from).IndexOf('"');
            if (length < 0 || from + length + 1 >= _end)
            {
                if (!_isAtEnd)
                    return -1;
                if (length < 0)
                    throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{_source}:{_nextLine}: A quotation mark is never closed."));
            }

            from += length + 1;
            if (from >= _end || _buffer[from] != '"')
                break;
            hasDoubled = true;
            from++;
        }

        // What stands between the closing mark and the delimiter has no meaning.
        var rest = _buffer.AsSpan(from, _end - from);
        int behind = Delimiter == ' ' ? rest.IndexOfAny(' ', '\t', '\n') : rest.IndexOfAny(Delimiter, '\n');
        if (behind < 0 && !_isAtEnd)
            return -1;
        _fields.Add((start, hasDoubled ? -(from - 1 - start) - 1 : from - 1 - start));
        if (hasDoubled)
            _hasDoubled = true;
        return behind < 0 ? _end : from + behind;
    }

    // Marks are made single only when the whole record is there: one that goes on behind the buffer is divided again from its start.
    private void Unquote()
    {
        _hasDoubled = false;
        for (int i = 0; i < _fields.Count; i++)
        {
            var (start, length) = _fields[i];
            if (length >= 0)
                continue;
            var field = _buffer.AsSpan(start, -length - 1);
            int to = 0;
            for (int from = 0; from < field.Length; from++)
            {
                field[to++] = field[from];
                if (field[from] == '"')
                    from++;
            }

            _fields[i] = (start, to);
        }
    }

    private int SkipBlanks(int at)
    {
        while (at < _end && (_buffer[at] == ' ' || (_buffer[at] == '\t' && Delimiter != '\t')))
            at++;
        return at;
    }

    private int EndOfLine(int at)
    {
        int length = _buffer.AsSpan(at, _end - at).IndexOf('\n');
        return length < 0 ? (_isAtEnd ? _end : -1) : at + length + 1;
    }

    private bool IsSkipped(ReadOnlySpan<char> line) => (SkipsComments && line is ['#', ..]) || line.IsWhiteSpace();

    private (int Length, bool IsWhole) LineLength()
    {
        int length = _buffer.AsSpan(_next, _end - _next).IndexOf('\n');
        return length < 0 ? (_end - _next, false) : (length, true);
    }

    private void Advance(int count)
    {
        _nextLine += _buffer.AsSpan(_next, count).Count('\n');
        _next += count;
        if (_hasDoubled)
            Unquote();
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxRecord)
                throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{_source}:{_nextLine}: A row goes on for more than {MaxRecord} characters; is a quotation mark missing?"));
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await _reader.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _isAtEnd = read == 0;
    }
}
