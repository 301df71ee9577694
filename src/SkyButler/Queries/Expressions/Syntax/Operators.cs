namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>How operators are written, and what kind each is.</summary>
internal static class Operators
{
    private static readonly string[] Symbols = ["=", "!=", "<", "<=", ">", ">=", "OVERLAPS", "+", "-", "*", "/", "%"];

    public static string Symbol(this BinaryOperator op) => Symbols[(int)op];

    public static bool IsComparison(this BinaryOperator op) => op <= BinaryOperator.Overlaps;

    public static bool IsOrdering(this BinaryOperator op) => op is >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual;

    /// <summary>The operator that a token is, among those of one level of binding.</summary>
    public static BinaryOperator? Of(Token token, BinaryOperator first, BinaryOperator last)
    {
        if (token.Kind is not (TokenKind.Symbol or TokenKind.Keyword))
            return null;
        var index = Array.IndexOf(Symbols, token.Text, (int)first, last - first + 1);
        return index < 0 ? null : (BinaryOperator)index;
    }
}
