using System.Globalization;
using System.Text;

namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>The functions of a script for bash or zsh that know the commands: what they print is what can be typed.</summary>
internal static class PosixTables
{
    /// <summary>Writes them.</summary>
    public static string Write(IReadOnlyList<CompletionProgram> programs)
    {
        var text = new StringBuilder();
        Add(text, "_skybutler_commands", "$1", programs.Select(p => (p.Name, p.Commands.Select(c => c.Name))));
        Add(text, "_skybutler_options", "$1 $2", Lines(programs).Select(l => (Key(l), l.Command.Options.SelectMany(o => o.Spellings))));
        Add(text, "_skybutler_choices", "$1 $2 $3", Lines(programs).SelectMany(l => l.Command.Options.Where(o => o.Choices.Count > 0).SelectMany(o => o.Spellings.Select(s => ($"{Key(l)} {s}", (IEnumerable<string>)o.Choices)))));
        Add(text, "_skybutler_values", "$1 $2", Lines(programs).Select(l => (Key(l), l.Command.Options.Where(o => o.TakesValue).SelectMany(o => o.Spellings))));
        Add(text, "_skybutler_words", "$1 $2 $3", Arguments(programs).Select(a => (a.Key, (IEnumerable<string>)a.Argument.Choices)));
        Add(text, "_skybutler_repository", "$1 $2 $3", Arguments(programs).Where(a => a.Argument.IsRepository).Select(a => (a.Key, (IEnumerable<string>)["yes"])));
        return text.ToString();
    }

    private static IEnumerable<(string Program, CompletionCommandLine Command)> Lines(IReadOnlyList<CompletionProgram> programs) =>
        programs.SelectMany(p => p.Commands.Prepend(p.Own).Select(c => (p.Name, c)));

    private static IEnumerable<(string Key, CompletionArgument Argument)> Arguments(IReadOnlyList<CompletionProgram> programs) =>
        Lines(programs).SelectMany(l => l.Command.Arguments.Select((a, i) => (string.Create(CultureInfo.InvariantCulture, $"{Key(l)} {i}"), a)));

    private static string Key((string Program, CompletionCommandLine Command) line) => $"{line.Program} {line.Command.Name}";

    private static void Add(StringBuilder text, string function, string key, IEnumerable<(string Key, IEnumerable<string> Words)> rows)
    {
        text.Append(function).Append("() {\n  case \"").Append(key).Append("\" in\n");
        foreach (var (name, words) in rows)
        {
            IReadOnlyList<string> all = [.. words];
            if (all.Count > 0)
                text.Append("    ").Append(ShellText.Quote(name)).Append(") printf '%s\\n' ").AppendJoin(' ', all.Select(ShellText.Quote)).Append(" ;;\n");
        }

        text.Append("  esac\n}\n");
    }
}
