using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>A program as shells complete it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Own">Its options before a command.</param>
/// <param name="Commands">Its commands.</param>
internal sealed record CompletionProgram(string Name, CompletionCommandLine Own, IReadOnlyList<CompletionCommandLine> Commands)
{
    private static readonly string[] Repositories = ["REPO", "SOURCE", "DEST"];

    /// <summary>What of a program shells need; each of its commands is made for that.</summary>
    public static CompletionProgram Of(ProgramDefinition program) => new(
        program.Name,
        new("", program.Summary, [.. program.AllOptions.Select(CompletionOption.Of)], []),
        [
            .. program.Commands.Select(entry =>
            {
                var definition = entry.Make().Definition;
                return new CompletionCommandLine(
                    entry.Name,
                    entry.Summary,
                    [.. HelpText.OptionsOf(definition).Select(CompletionOption.Of)],
                    [.. definition.Arguments.Select(a => new CompletionArgument(a.Choices, Repositories.Contains(a.Name, StringComparer.Ordinal)))]);
            }),
        ]);
}
