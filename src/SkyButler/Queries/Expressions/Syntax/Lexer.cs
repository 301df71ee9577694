using static System.Char;

namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>Cuts the text of a condition into tokens, in one pass and without backtracking over more than a number.</summary>
internal sealed class Lexer
{
    private static readonly string[] Keywords = ["IN", "OR", "AND", "NOT", "OVERLAPS"];
    private static readonly (string Symbol, string Hint)[] ForeignSymbols =
    [
        ("==", "equality is written as one '='"),
        ("<>", "inequality is written as '!='"),
        ("&&", "conditions that must both hold are joined by AND"),
        ("||", "conditions of which one must hold are joined by OR"),
    ];

    private static readonly string[] Symbols = ["!=", "<=", ">=", "(", ")", "=", "<", ">", "+", "-", "*", "/", "%", ","];
    private readonly SourceText source;
    private readonly string text;
    private int position;

    private Lexer(SourceText source)
    {
        this.source = source;
        text = source.Text;
    }

    public static IReadOnlyList<Token> Read(SourceText source)
    {
        var lexer = new Lexer(source);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\n' or '\r')
            position++;
        if (position >= text.Length)
            return new Token(TokenKind.End, new TextRange(text.Length, 0), "");
        var c = text[position];
        if (c is 'T' or 't' && Peek(1) == '\'')
            return Time();
        if (c == '\'')
            return String();
        if (RangeEnd() is { } end)
            return Take(TokenKind.Range, end);
        if (NumberEnd() is { } number)
            return Take(TokenKind.Number, number);
        if (IsNameStart(c))
            return Name();
        if (c == ':' && IsNameStart(Peek(1)))
            return Bind();
        if (Foreign() is var (foreign, hint))
            throw source.Error(new TextRange(position, foreign.Length), hint);
        foreach (var symbol in Symbols)
            if (text.AsSpan(position).StartsWith(symbol, StringComparison.Ordinal))
                return Take(TokenKind.Symbol, position + symbol.Length);
        throw source.Error(new TextRange(position, 1), Unexpected(c));
    }

    private static string Unexpected(char c) => c switch
    {
        '"' => "double quotes are not used here, put text in single quotes",
        '!' => "'!' stands only in '!='",
        ':' => "a bind value is written as a colon and its name",
        _ => $"unexpected character '{(IsControl(c) || IsSurrogate(c) ? '\uFFFD' : c)}'",
    };

    // Operators of other languages, which can't stand for anything here.
    private (string Symbol, string Hint)? Foreign()
    {
        foreach (var foreign in ForeignSymbols)
            if (text.AsSpan(position).StartsWith(foreign.Symbol, StringComparison.Ordinal))
                return foreign;
        return null;
    }

    private Token Time()
    {
        var token = Take(TokenKind.Time, Quote(position + 2) + 1);
        return token with { Text = token.Text[2..^1] };
    }

    // Repositories' users know that two quotes are an error, and get the same answers here.
    private Token String()
    {
        var end = Quote(position + 1);
        if (At(end + 1) == '\'')
            throw source.Error(new TextRange(end, 2), "a text in quotes can't hold a quote; name a bind value in its place, such as :text, or test it by GLOB with a ? for the quote");
        var token = Take(TokenKind.String, end + 1);
        return token with { Text = token.Text[1..^1] };
    }

    private int Quote(int from)
    {
        var length = text.AsSpan(Math.Min(from, text.Length)).IndexOfAny('\'', '\n');
        return length >= 0 && text[from + length] == '\''
            ? from + length
            : throw source.Error(new TextRange(position, Math.Min(text.Length - position, 20)), "a quote is opened and not closed");
    }

    private Token Name()
    {
        var end = NameEnd(position);
        var dots = 0;
        while (end < text.Length && text[end] == '.' && IsNameStart(At(end + 1)))
        {
            end = NameEnd(end + 1);
            dots++;
        }

        var range = new TextRange(position, end - position);
        if (dots > 2)
            throw source.Error(range, "a name has at most three parts");
        var keyword = dots == 0 ? Array.Find(Keywords, k => source[range].Equals(k, StringComparison.OrdinalIgnoreCase)) : null;
        return keyword is null ? Take(TokenKind.Name, end) : Take(TokenKind.Keyword, end) with { Text = keyword };
    }

    private Token Bind()
    {
        var token = Take(TokenKind.Bind, NameEnd(position + 1));
        return token with { Text = token.Text[1..] };
    }

    // -?digits .. -?digits [: positive stride], blanks allowed around the dots and the colon.
    private int? RangeEnd()
    {
        if (Digits(text[position] == '-' ? position + 1 : position) is not { } first)
            return null;
        var dots = Blanks(first);
        if (At(dots) != '.' || At(dots + 1) != '.')
            return null;
        var second = Blanks(dots + 2);
        if (Digits(At(second) == '-' ? second + 1 : second) is not { } stop)
            return null;
        var colon = Blanks(stop);
        if (At(colon) != ':')
            return stop;
        var stride = Blanks(colon + 1);
        return At(stride) is >= '1' and <= '9' ? Digits(stride) : stop;
    }

    private int? NumberEnd()
    {
        int end;
        if (Digits(position) is { } whole)
            end = At(whole) == '.' ? Digits(whole + 1) ?? whole + 1 : whole;
        else if (text[position] == '.' && Digits(position + 1) is { } fraction)
            end = fraction;
        else
            return null;
        if (At(end) is not ('e' or 'E'))
            return end;
        return Digits(At(end + 1) is '+' or '-' ? end + 2 : end + 1) ?? end;
    }

    private Token Take(TokenKind kind, int end)
    {
        var range = new TextRange(position, end - position);
        position = end;
        return new Token(kind, range, source[range].ToString());
    }

    private int? Digits(int from)
    {
        var end = from;
        while (IsAsciiDigit(At(end)))
            end++;
        return end > from ? end : null;
    }

    private int Blanks(int from)
    {
        while (IsWhiteSpace(At(from)))
            from++;
        return from;
    }

    private int NameEnd(int from)
    {
        while (IsAsciiLetterOrDigit(At(from)) || At(from) == '_')
            from++;
        return from;
    }

    private char Peek(int offset) => At(position + offset);

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private static bool IsNameStart(char c) => IsAsciiLetter(c) || c == '_';
}
