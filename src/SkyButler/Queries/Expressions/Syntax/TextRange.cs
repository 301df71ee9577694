namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>A piece of the text of a condition.</summary>
internal readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;

    public static TextRange Join(TextRange first, TextRange last) => new(first.Start, Math.Max(first.End, last.End) - first.Start);
}
