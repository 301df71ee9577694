using System.Text;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Tests.Support;

/// <summary>Writes the reference of all commands from their help.</summary>
internal static class CommandReference
{
    private const string Introduction =
        """
        # Commands

        What `--help` says, for every program and command. This page is written from the programs themselves:
        `SKYBUTLER_APPROVE=1 dotnet exec tests/SkyButler.CommandLine.Tests/bin/Debug/net10.0/SkyButler.CommandLine.Tests.dll -method '*Docs_commands*'`.

        Options of a program stand before the command's name, those of a command after it. An option that shows `...` may be repeated, and its
        values are divided at commas (not inside square brackets). Values that are chosen from a list may be typed in any case, except those
        of `collection-chain --mode`.

        | exit code | means |
        |---|---|
        | 0 | success |
        | 1 | failure; the last line on standard error says what was wrong, where, and what to do |
        | 2 | the command line can't be understood |
        | 129, 130, 143 | stopped by the end of its terminal, Ctrl-C or SIGTERM |

        Results go to standard output, logs and errors to standard error. `--log-level DEBUG` adds the stack trace of a failure, which repository was opened in which versions, and each statement that its database was asked, with the time that it took.
        `--format json` and `jsonl` give numbers and lists their own types; `jsonl` prints each result as it is found.

        A level for `lsst`, or for one of its parts such as `lsst.daf.butler`, also acts on the loggers that do that work here
        (`skybutler`, `skybutler.pipelines`, …), so that filters written for the original keep working.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var (name, _) in ProgramCatalog.Summaries)
        {
            var program = ProgramCatalog.Find(name)!;
            AddSection(text, $"## {name}", HelpText.ForProgram(program));
            foreach (var command in program.Commands)
                AddSection(text, $"### {name} {command.Name}", HelpText.ForCommand(name, command.Name, command.Make().Definition));
        }

        return text.ToString();
    }

    private static void AddSection(StringBuilder text, string title, string help) =>
        text.Append('\n').Append(title).Append("\n\n```text\n").Append(help).Append("```\n");
}
