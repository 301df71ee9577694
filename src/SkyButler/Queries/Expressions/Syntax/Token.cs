namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>A word of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Text">What it says: quotes, the leading T and the colon are left out, keywords are in capitals.</param>
internal readonly record struct Token(TokenKind Kind, TextRange Range, string Text)
{
    public bool Is(string symbolOrKeyword) => Kind is TokenKind.Symbol or TokenKind.Keyword && Text == symbolOrKeyword;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
