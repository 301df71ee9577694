using System.Text;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Programs;

/// <summary>Lays out help for terminals of eighty columns.</summary>
internal static class HelpText
{
    private const int Width = 80;
    private const int WidestLeft = 30;

    /// <summary>Help of the executable: its programs.</summary>
    public static string ForExecutable(IReadOnlyList<(string Name, string Summary)> programs)
    {
        var text = new StringBuilder();
        text.Append("Usage: ").Append(ProgramCatalog.Executable).Append(" PROGRAM [OPTIONS] COMMAND [ARGS]...\n");
        AddParagraphs(text, "One executable that is several programs: by the name of the link that started it, or by its first argument.");
        AddRows(text, "Programs", programs);
        AddRows(text, "Options", [RowOf(CommonOptions.Version), RowOf(CommonOptions.Help)]);
        return text.ToString();
    }

    /// <summary>Help of a program: its commands.</summary>
    public static string ForProgram(ProgramDefinition program)
    {
        var text = new StringBuilder();
        text.Append("Usage: ").Append(program.Name).Append(" [OPTIONS] COMMAND [ARGS]...\n");
        AddParagraphs(text, program.Summary);
        AddRows(text, "Options", [.. program.AllOptions.Select(RowOf)]);
        AddRows(text, "Commands", [.. program.Commands.Select(command => (command.Name, command.Summary))]);
        text.Append("\nType '").Append(program.Name).Append(" COMMAND --help' for the options of a command, with examples.\n");
        return text.ToString();
    }

    /// <summary>Help of a command.</summary>
    public static string ForCommand(string program, string name, CommandDefinition definition)
    {
        var text = new StringBuilder();
        text.Append("Usage: ").Append(UsageLine(program, name, definition)).Append('\n');
        AddParagraphs(text, definition.Description);
        foreach (var argument in definition.Arguments)
            AddParagraphs(text, argument.Help);
        AddRows(text, "Options", [.. OptionsOf(definition).Select(RowOf)]);
        text.Append("\nExamples:\n");
        foreach (var example in definition.Examples)
            text.Append("  ").Append(program).Append(' ').Append(name).Append(' ').Append(example).Append('\n');
        return text.ToString();
    }

    /// <summary>The usage line of a command, without its first word.</summary>
    public static string UsageLine(string program, string name, CommandDefinition definition) =>
        string.Join(' ', (string[])[program, name, "[OPTIONS]", .. definition.Arguments.Select(argument => argument.Usage)]);

    /// <summary>All options of a command, with those that every command has.</summary>
    public static IReadOnlyList<CommandOption> OptionsOf(CommandDefinition definition) => definition.TakesOptionsFile
        ? [.. definition.Options, CommonOptions.OptionsFile, CommonOptions.Help]
        : [.. definition.Options, CommonOptions.Help];

    private static (string Left, string Right) RowOf(CommandOption option) =>
        (option.Usage, option.Notes.Length == 0 ? option.Help : $"{option.Help}  [{option.Notes}]");

    private static void AddRows(StringBuilder text, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        text.Append('\n').Append(title).Append(":\n");
        var left = Math.Min(WidestLeft, rows.Max(row => row.Left.Length)) + 2;
        foreach (var row in rows)
        {
            text.Append("  ").Append(row.Left);
            var column = row.Left.Length;
            if (column > left - 2)
            {
                text.Append('\n');
                column = -2;
            }

            foreach (var line in Wrap(row.Right, Width - left - 2))
            {
                text.Append(' ', left - column).Append(line).Append('\n');
                column = -2;
            }
        }
    }

    private static void AddParagraphs(StringBuilder text, string paragraphs)
    {
        foreach (var paragraph in paragraphs.Split('\n'))
        {
            text.Append('\n');
            foreach (var line in Wrap(paragraph, Width - 2))
                text.Append("  ").Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        yield return line.ToString();
    }
}
