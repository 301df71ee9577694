namespace SkyButler.Pipelines.Programs.Running;

/// <summary>Command lines as a person would type them.</summary>
internal static class CommandText
{
    /// <summary>The arguments, quoted for a shell where that is needed, on one line.</summary>
    public static string Show(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%^".Contains(c, StringComparison.Ordinal)) ? argument
        : argument.Any(char.IsControl) ? "$'" + string.Concat(argument.Select(Escape)) + "'"
        : "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Escape(char c) => c switch
    {
        '\'' or '\\' => "\\" + c,
        '\n' => "\\n",
        '\t' => "\\t",
        _ when char.IsControl(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
