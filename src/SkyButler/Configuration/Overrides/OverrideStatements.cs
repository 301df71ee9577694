using System.Globalization;

namespace SkyButler.Configuration.Overrides;

/// <summary>
/// The statements of an override file in the original's language. Understood are comments, imports and assertions (both passed over), and
/// assignments of literals to fields (and edits, where they are asked for); anything else is refused with its line, never executed.
/// </summary>
public sealed class OverrideStatements
{
    private readonly List<OverrideAssignment> assignments = [];
    private readonly string source;
    private readonly bool withEdits;

    private OverrideStatements(string source, bool withEdits) => (this.source, this.withEdits) = (source, withEdits);

    /// <summary>The assignments in order.</summary>
    public IReadOnlyList<OverrideAssignment> Assignments => assignments;

    /// <summary>The dotted name of the class that the file says it is for; null where it does not say.</summary>
    public string? ClassName { get; private set; }

    /// <summary>Reads statements.</summary>
    /// <param name="text">Their text.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="firstLine">The line of <paramref name="source"/> on which it begins.</param>
    /// <exception cref="ConfigException">A statement is not understood.</exception>
    public static OverrideStatements Read(string text, string source, int firstLine = 1) => Read(new OverrideStatements(source, withEdits: false), text, firstLine);

    /// <summary>Reads statements, among which may be some that edit lists and dictionaries, name other targets and load further files.</summary>
    /// <param name="text">Their text.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="firstLine">The line of <paramref name="source"/> on which it begins.</param>
    /// <exception cref="ConfigException">A statement is not understood.</exception>
    public static OverrideStatements ReadEdits(string text, string source, int firstLine = 1) => Read(new OverrideStatements(source, withEdits: true), text, firstLine);

    private static OverrideStatements Read(OverrideStatements statements, string text, int firstLine)
    {
        foreach (var (statement, line) in ScriptLines.Split(text))
            statements.Add(statement, firstLine + line);
        return statements;
    }

    private void Add(string statement, int line)
    {
        if (StartsWithWord(statement, "import") || StartsWithWord(statement, "from"))
            return;
        if (StartsWithWord(statement, "assert"))
        {
            ClassName ??= ClassOf(statement);
            return;
        }

        if (withEdits && EditReader.Read(statement) is var (edit, path, arguments))
        {
            assignments.Add(new OverrideAssignment(path, arguments, line) { Edit = edit });
            return;
        }

        var equals = AssignmentSign(statement);
        var target = equals < 0 ? "" : statement[..equals].Trim();
        if (!target.StartsWith("config.", StringComparison.Ordinal))
            throw Bad(line, $"'{Shorten(statement)}' is not understood; only assignments such as config.field = value are.");
        if (!PythonLiteral.TryParse(statement[(equals + 1)..].Trim(), out var value) || (value is NewConfig made && !target.EndsWith(']') && !(withEdits && IsClass(made.ClassName))))
            throw Bad(line, $"'{Shorten(statement[(equals + 1)..].Trim())}' is not a literal value; only literals can be assigned to '{target}'.");
        assignments.Add(new OverrideAssignment(target["config.".Length..], value, line));
    }

    // By the original's convention, by which a call of anything else is told.
    private static bool IsClass(string name) => char.IsUpper(name[name.LastIndexOf('.') + 1]);

    private ConfigException Bad(int line, string message) => new(string.Create(CultureInfo.InvariantCulture, $"{source}:{line}: {message}"));

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
