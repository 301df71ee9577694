namespace SkyButler.Pipelines.Configs.Text;

/// <summary>
/// The statements of an override file, a <c>python</c> block or a stored configuration. Understood are comments, imports and assertions
/// (both passed over), and assignments of literals to fields; anything else is refused with its line, never executed.
/// </summary>
internal sealed class OverrideScript
{
    private readonly List<Assignment> assignments = [];

    /// <summary>One assignment.</summary>
    internal sealed record Assignment(string Path, object? Value, SourceLocation Location);

    /// <summary>The assignments in order; paths are relative to the configuration.</summary>
    public IReadOnlyList<Assignment> Assignments => assignments;

    /// <summary>The dotted name of the class that the file says it is for; null where it does not say.</summary>
    public string? ClassName { get; private set; }

    /// <summary>Reads a script.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="firstLine">The line of <paramref name="source"/> on which it begins.</param>
    /// <exception cref="TaskConfigException">A statement is not understood.</exception>
    public static OverrideScript Parse(string text, string source, int firstLine = 1)
    {
        var script = new OverrideScript();
        foreach (var (statement, line) in ScriptLines.Split(text))
            script.Add(statement, new SourceLocation(source, firstLine + line));
        return script;
    }

    private void Add(string statement, SourceLocation location)
    {
        if (StartsWithWord(statement, "import") || StartsWithWord(statement, "from"))
            return;
        if (StartsWithWord(statement, "assert"))
        {
            ClassName ??= ClassOf(statement);
            return;
        }

        var equals = AssignmentSign(statement);
        var target = equals < 0 ? "" : statement[..equals].Trim();
        if (!target.StartsWith("config.", StringComparison.Ordinal))
            throw new TaskConfigException($"{location}: '{Shorten(statement)}' is not understood; only assignments such as config.field = value are.");
        if (!PythonLiteral.TryParse(statement[(equals + 1)..].Trim(), out var value) || (value is NewConfig && !target.EndsWith(']')))
            throw new TaskConfigException($"{location}: '{Shorten(statement[(equals + 1)..].Trim())}' is not a literal value; only literals can be assigned to '{target}'.");
        assignments.Add(new Assignment(target["config.".Length..], value, location));
    }

    // type(config) is module.Class   (older files: type(config)==module.Class)
    private static string? ClassOf(string statement)
    {
        var rest = statement.AsSpan("assert".Length).Trim();
        if (!rest.StartsWith("type(config)", StringComparison.Ordinal))
            return null;
        rest = rest["type(config)".Length..].TrimStart();
        rest = rest.StartsWith("is ", StringComparison.Ordinal) ? rest[3..] : rest.StartsWith("==", StringComparison.Ordinal) ? rest[2..] : [];
        var comma = rest.IndexOf(',');
        return (comma < 0 ? rest : rest[..comma]).Trim().ToString() is { Length: > 0 } name ? name : null;
    }

    private static int AssignmentSign(string statement)
    {
        var depth = 0;
        for (var i = 0; i < statement.Length; i++)
        {
            if (statement[i] is '[' or '(')
                depth++;
            else if (statement[i] is ']' or ')')
                depth--;
            else if (statement[i] == '=' && depth == 0)
                return i + 1 < statement.Length && statement[i + 1] == '=' ? -1 : i;
        }

        return -1;
    }

    private static bool StartsWithWord(string statement, string word) =>
        statement.StartsWith(word, StringComparison.Ordinal) && statement.Length > word.Length && char.IsWhiteSpace(statement[word.Length]);

    private static string Shorten(string text) => text.ReplaceLineEndings(" ") is { Length: > 60 } line ? line[..60] + "…" : text.ReplaceLineEndings(" ");
}
