namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>Walks over the tokens of a condition.</summary>
internal sealed class TokenReader(SourceText source, IReadOnlyList<Token> tokens)
{
    private int index;

    public Token Current => tokens[index];

    public Token Next => tokens[Math.Min(index + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[index];
        if (index < tokens.Count - 1)
            index++;
        return token;
    }

    public bool TryTake(string symbolOrKeyword, out Token token)
    {
        token = Current;
        if (!token.Is(symbolOrKeyword))
            return false;
        Take();
        return true;
    }

    public Token Expect(string symbol) => TryTake(symbol, out var token) ? token : throw Unexpected($"'{symbol}'");

    /// <summary>Takes a word that is a name elsewhere.</summary>
    public bool TryTakeName(string name)
    {
        if (Current.Kind != TokenKind.Name || !Current.Text.Equals(name, StringComparison.OrdinalIgnoreCase))
            return false;
        Take();
        return true;
    }

    public ExpressionException Unexpected(string expected, string hint = "") => Error(Current.Range, $"expected {expected}, found {Current}{hint}");

    public ExpressionException Error(TextRange range, string problem) => source.Error(range, problem);

    public void Guard(int depth)
    {
        if (depth > Parser.MaxDepth)
            throw Error(Current.Range, $"the condition is nested more than {Parser.MaxDepth} levels deep");
    }
}
