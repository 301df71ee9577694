using System.Globalization;

namespace SkyButler.Configuration.Overrides;

/// <summary>Reads one literal by recursive descent; a <see cref="FormatException"/> says that the text is none.</summary>
internal sealed class LiteralReader(string text)
{
    private const int DeepestNesting = 50;
    private int position;
    private int depth;

    public object? ReadAll()
    {
        SkipBlanks();
        var value = ReadValue();
        SkipBlanks();
        if (position < text.Length && text[position] == ',')
            value = ReadRest([value], '\0');
        if (position < text.Length)
            throw Bad();
        return value;
    }

    private object? ReadValue()
    {
        if (position >= text.Length)
            throw Bad();
        var c = text[position];
        return c switch
        {
            '[' => Nested(() => ReadRest([], ']')),
            '(' => Nested(ReadParenthesis),
            '{' => Nested(ReadBraces),
            '\'' or '"' => ReadStrings(),
            '+' or '-' => ReadSigned(),
            _ when char.IsAsciiDigit(c) || c == '.' => ReadNumber(),
            _ when char.IsLetter(c) || c == '_' => ReadName(),
            _ => throw Bad(),
        };
    }

    private object? Nested(Func<object?> read)
    {
        if (++depth > DeepestNesting)
            throw Bad();
        position++;
        SkipBlanks();
        var value = read();
        depth--;
        return value;
    }

    // (a) is a itself, (a,) and () are tuples.
    private object? ReadParenthesis()
    {
        if (TryTake(')'))
            return new List<object?>();
        var first = ReadValue();
        SkipBlanks();
        return TryTake(')') ? first : ReadRest([first], ')');
    }

    // What follows a comma (or nothing yet), up to the closing sign or, for '\0', the end.
    private List<object?> ReadRest(List<object?> items, char close)
    {
        while (true)
        {
            if (items.Count > 0)
            {
                if (Closed(close))
                    return items;
                Take(',');
                SkipBlanks();
            }

            if (Closed(close))
                return items;
            items.Add(ReadValue());
            SkipBlanks();
        }
    }

    private bool Closed(char close) => close == '\0' ? position >= text.Length : TryTake(close);

    private object ReadBraces()
    {
        if (TryTake('}'))
            return new Dictionary<string, object?>(StringComparer.Ordinal);
        var first = ReadValue();
        SkipBlanks();
        if (!TryTake(':'))
            return ReadRest([first], '}');
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanks();
            map[Key(first)] = ReadValue();
            SkipBlanks();
            if (TryTake('}'))
                return map;
            Take(',');
            SkipBlanks();
            if (TryTake('}'))
                return map;
            first = ReadValue();
            SkipBlanks();
            Take(':');
        }
    }

    private string Key(object? value) => value switch
    {
        string s => s,
        long or double or bool or null => PythonText.Repr(value),
        _ => throw Bad(),
    };

    private string ReadStrings()
    {
        var whole = "";
        while (position < text.Length && text[position] is '\'' or '"')
        {
            whole += QuotedText.Read(text, ref position);
            SkipBlanks();
            if (position >= text.Length)
                break;
        }

        return whole;
    }

    private object ReadSigned()
    {
        var negative = text[position++] == '-';
        SkipBlanks();
        return ReadValue() switch
        {
            long n => (object)(negative ? -n : n),
            double d => negative ? -d : d,
            _ => throw Bad(),
        };
    }

    private object ReadNumber()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '.' or '_' || SignOfExponent(start)))
            position++;
        var written = text[start..position].Replace("_", "", StringComparison.Ordinal);
        if (written.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(written.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
            return hex;
        if (written.All(char.IsAsciiDigit))
            return long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var integer) && (written.Length == 1 || written[0] != '0')
                ? integer
                : throw Bad();
        return double.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real) ? real : throw Bad();
    }

    private bool SignOfExponent(int start) => text[position] is '+' or '-' && position > start && text[position - 1] is 'e' or 'E'
        && !text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private object? ReadName()
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '.'))
            position++;
        var name = text[start..position];
        if (TryTake('('))
            return ReadCall(name);
        return name switch
        {
            "None" => null,
            "True" => true,
            "False" => false,
            _ when name.Contains('.', StringComparison.Ordinal) => throw Bad(),
            _ => name,
        };
    }

    private object ReadCall(string name)
    {
        SkipBlanks();
        if (TryTake(')'))
            return new NewConfig(name);
        if (name != "float")
            throw Bad();
        var argument = ReadValue() as string;
        SkipBlanks();
        Take(')');
        return argument switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => throw Bad(),
        };
    }

    private void Take(char c)
    {
        if (!TryTake(c))
            throw Bad();
    }

    private bool TryTake(char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    private FormatException Bad() => new($"'{text}' is no literal.");
}
