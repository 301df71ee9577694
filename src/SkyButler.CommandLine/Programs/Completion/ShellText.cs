namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>Text that shells take as it is.</summary>
internal static class ShellText
{
    /// <summary>Between single quotes, as bash and zsh read them.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>Between single quotes, as fish reads them.</summary>
    public static string QuoteForFish(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
