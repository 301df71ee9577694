namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>Words of SQL that the language lacks, and what it has instead.</summary>
internal static class ForeignWords
{
    private static readonly Dictionary<string, string> Hints = new(StringComparer.OrdinalIgnoreCase)
    {
        ["LIKE"] = "a pattern is tested by GLOB(column, 'a*')",
        ["GLOB"] = "a pattern is tested by GLOB(column, 'a*')",
        ["BETWEEN"] = "a range of integers is tested by IN (1..9), others by two comparisons",
        ["ORDER"] = "the order is given beside the condition, not in it",
        ["LIMIT"] = "the limit is given beside the condition, not in it",
        ["EQ"] = "equality is written '='",
    };

    /// <summary>A clause such as <c> (a pattern is tested by …)</c> for a word that has a counterpart; empty for others.</summary>
    public static string Hint(Token token) => token.Kind == TokenKind.Name && Hints.TryGetValue(token.Text, out var hint) ? $" ({hint})" : "";
}
