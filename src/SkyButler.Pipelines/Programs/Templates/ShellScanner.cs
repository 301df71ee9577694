namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>
/// Finds where placeholders stand in a script for a shell (IEEE Std 1003.1-2017, Shell Command Language, 2.2 and 2.7.4). Values never stand in the script itself, but in
/// variables: what is taken for another place than it is makes no value a command.
/// </summary>
/// <param name="script">The script.</param>
internal sealed class ShellScanner(string script)
{
    private readonly List<ShellPlace> places = [];
    private char quote;
    private (string Delimiter, bool IsLiteral)? pending, document;
    private int at;

    /// <summary>The places of its placeholders, in order.</summary>
    /// <exception cref="TemplateSyntaxException">One stands where nothing is put in.</exception>
    public IReadOnlyList<ShellPlace> Find()
    {
        for (at = 0; at < script.Length; at++)
        {
            if (script[at] is '{' or '}' && at + 1 < script.Length && script[at + 1] == script[at])
                at++;
            else if (script[at] == '{')
                Placeholder();
            else if (script[at] == '\n')
                EndLine();
            else if (document is null)
                Look();
        }

        return places;
    }

    private void Look()
    {
        switch (script[at])
        {
            case '\\' when quote != '\'':
                at++;
                if (at < script.Length && script[at] == '{')
                    throw new TemplateSyntaxException($"a backslash stands before {Text()}; write it without");
                break;
            case '\'' or '"' when quote == '\0' || quote == script[at]:
                quote = quote == '\0' ? script[at] : '\0';
                break;
            case '#' when quote == '\0' && IsWordStart(at):
                SkipComment();
                break;
            case '<' when quote == '\0' && at + 1 < script.Length && script[at + 1] == '<':
                at++;
                BeginDocument();
                break;
            default:
                break;
        }
    }

    private void Placeholder()
    {
        if (quote == '\'')
            throw new TemplateSyntaxException($"{Text()} stands within single quotes, in which nothing is put in; write it without, or within double ones");
        if (document is { IsLiteral: true })
            throw new TemplateSyntaxException($"{Text()} stands in a here-document whose delimiter is quoted, in which nothing is put in; write the delimiter without quotes");
        places.Add(new(quote == '"' || document is not null, document is null && IsWordStart(quote == '"' ? at - 1 : at)));
        var close = script.IndexOf('}', at);
        at = close < 0 ? script.Length : close;
    }

    private void SkipComment()
    {
        var end = script.IndexOf('\n', at);
        var comment = script[at..(end < 0 ? script.Length : end)].Replace("{{", "", StringComparison.Ordinal);
        if (comment.Contains('{', StringComparison.Ordinal))
            throw new TemplateSyntaxException("a placeholder stands in a comment; take it out");
        at += comment.Length == 0 ? 0 : (end < 0 ? script.Length : end) - at - 1;
    }

    private void BeginDocument()
    {
        var start = at + 1;
        if (start < script.Length && script[start] == '-')
            start++;
        while (start < script.Length && script[start] is ' ' or '\t')
            start++;
        var end = start;
        while (end < script.Length && !char.IsWhiteSpace(script[end]) && script[end] is not (';' or '|' or '&' or '<' or '>' or ')'))
            end++;
        var word = script[start..end];
        var bare = new string([.. word.Where(c => c is not ('\'' or '"' or '\\'))]);
        pending = (bare, bare.Length < word.Length);
        at = end - 1;
    }

    private void EndLine()
    {
        if (pending is { } begun && quote == '\0')
            (document, pending) = (begun, null);
        if (document is not { } here)
            return;
        var end = script.IndexOf('\n', at + 1);
        var line = script[(at + 1)..(end < 0 ? script.Length : end)].TrimStart('\t');
        if (line == here.Delimiter)
            (document, at) = (null, (end < 0 ? script.Length : end) - 1);
    }

    private bool IsWordStart(int index) => index == 0 || char.IsWhiteSpace(script[index - 1]) || script[index - 1] is ';' or '|' or '&' or '(' or '<' or '>';

    private string Text() => script[at..(script.IndexOf('}', at) + 1)];
}
