namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>The text of a condition, which knows how to point at a piece of itself in one line.</summary>
internal sealed class SourceText
{
    /// <summary>Longer texts are refused before anything reads them.</summary>
    public const int MaxLength = 1 << 20;

    private const int Surroundings = 40;

    public SourceText(string text)
    {
        if (text.Length > MaxLength)
            throw new QueryException($"The condition has {text.Length} characters; at most {MaxLength} are read. Give long lists as bind values.");
        Text = text;
    }

    public string Text { get; }

    public ReadOnlySpan<char> this[TextRange range] => Text.AsSpan(range.Start, range.Length);

    /// <summary>The text is no condition.</summary>
    public ExpressionException Error(TextRange range, string problem)
    {
        var (line, column) = Locate(range.Start);
        return new ExpressionException(
            $"Failed to parse expression at line {line}, column {column}: {problem}: {Mark(range)}", line, column, Underline(range));
    }

    /// <summary>The text is a condition, but a piece of it means nothing.</summary>
    public ExpressionException Meaningless(TextRange range, string problem)
    {
        var (line, column) = Locate(range.Start);
        return new ExpressionException($"{problem} At line {line}, column {column}: {Mark(range)}", line, column, Underline(range));
    }

    /// <summary>The text around a piece, with the piece between » and «, line ends as blanks.</summary>
    public string Mark(TextRange range)
    {
        var from = Math.Max(0, range.Start - Surroundings);
        var to = Math.Min(Text.Length, range.End + Surroundings);
        var marked = string.Concat(
            from > 0 ? "…" : "", Text.AsSpan(from, range.Start - from), "»", string.Concat(this[range], "«", Text.AsSpan(range.End, to - range.End)));
        return string.Concat(marked, to < Text.Length ? "…" : "").ReplaceLineEndings(" ");
    }

    /// <summary>The line of a piece, cut where it is long, and below it carets under the piece.</summary>
    private string Underline(TextRange range)
    {
        var begin = Text.AsSpan(0, range.Start).LastIndexOf('\n') + 1;
        var end = Text.IndexOf('\n', range.Start) is var next and >= 0 ? next : Text.Length;
        var from = Math.Max(begin, range.Start - Surroundings);
        var to = Math.Min(end, Math.Min(range.End, range.Start + Surroundings) + Surroundings);
        var lead = from > begin ? "…" : "";
        var carets = new string('^', Math.Max(1, Math.Min(range.End, to) - range.Start));
        return $"{lead}{Shown(Text.AsSpan(from, to - from))}{(to < end ? "…" : "")}\n{new string(' ', lead.Length + range.Start - from)}{carets}";
    }

    // A tab or other control character would put the carets below something else.
    private static string Shown(ReadOnlySpan<char> piece) => string.Create(piece.Length, piece, static (shown, source) =>
    {
        for (var i = 0; i < shown.Length; i++)
            shown[i] = char.IsControl(source[i]) ? ' ' : source[i];
    });

    private (int Line, int Column) Locate(int position)
    {
        var before = Text.AsSpan(0, position);
        return (before.Count('\n') + 1, position - before.LastIndexOf('\n'));
    }
}
