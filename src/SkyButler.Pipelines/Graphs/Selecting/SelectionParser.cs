namespace SkyButler.Pipelines.Graphs.Selecting;

/// <summary>Reads expressions that select tasks.</summary>
internal sealed class SelectionParser
{
    private const int DeepestNesting = 50;
    private readonly string text;
    private readonly TaskSelection selection;
    private int at;
    private int depth;

    private SelectionParser(string text, TaskSelection selection)
    {
        this.text = text;
        this.selection = selection;
    }

    /// <summary>The labels of the tasks that are meant.</summary>
    public static IReadOnlySet<string> Parse(string text, TaskSelection selection)
    {
        var parser = new SelectionParser(text, selection);
        var chosen = parser.Or();
        return parser.Peek() == '\0' ? chosen : throw parser.Bad();
    }

    private HashSet<string> Or()
    {
        if (++depth > DeepestNesting)
            throw Bad();
        var chosen = And();
        while (Take('|'))
            chosen.UnionWith(And());
        depth--;
        return chosen;
    }

    private HashSet<string> And()
    {
        var chosen = Not();
        while (Take('&'))
            chosen.IntersectWith(Not());
        return chosen;
    }

    private HashSet<string> Not()
    {
        var negations = 0;
        while (Take('~'))
            negations++;
        var chosen = Term();
        return negations % 2 == 0 ? chosen : new HashSet<string>(selection.All.Except(chosen), StringComparer.Ordinal);
    }

    private HashSet<string> Term()
    {
        if (Take('('))
        {
            var inner = Or();
            return Take(')') ? inner : throw Bad();
        }

        string? direction = null;
        if (Peek() is '<' or '>')
        {
            direction = text[at++].ToString();
            if (at < text.Length && text[at] == '=')
                direction += text[at++];
        }

        var (kind, name) = Name();
        return new HashSet<string>(direction is null ? selection.Plain(kind, name) : selection.Directed(direction, kind, name), StringComparer.Ordinal);
    }

    private (string? Kind, string Name) Name()
    {
        var word = Word();
        if (at >= text.Length || text[at] != ':')
            return (null, word);
        if (word is not ("T" or "D" or "S"))
            throw Bad();
        at++;
        return at < text.Length && IsPart(text[at]) ? (word, Word()) : throw Bad();
    }

    private string Word()
    {
        _ = Peek();
        var start = at;
        while (at < text.Length && IsPart(text[at]))
            at++;
        return at > start ? text[start..at] : throw Bad();
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    private char Peek()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private bool Take(char c)
    {
        if (Peek() != c)
            return false;
        at++;
        return true;
    }

    private PipelineException Bad() => new(at >= text.Length
        ? $"The selection '{text}' ends too early."
        : $"The selection '{text}' can't be read at '{text[at..]}': it takes names, perhaps led by T:, D: or S:, with < <= > >= ~ & | and parentheses.");
}
