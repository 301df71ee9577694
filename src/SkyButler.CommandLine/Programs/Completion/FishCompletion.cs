using System.Text;

namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>The script for fish.</summary>
internal static class FishCompletion
{
    private const string Labels = "(butler completion labels 2>/dev/null)";

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<CompletionProgram> programs)
    {
        var text = new StringBuilder("# Completes ").AppendJoin(' ', programs.Select(p => p.Name)).Append(" in fish.\n");
        foreach (var program in programs)
        {
            var start = $"complete -c {program.Name}";
            foreach (var command in program.Commands)
                text.Append(start).Append(" -f -n __fish_use_subcommand -a ").Append(ShellText.QuoteForFish(command.Name)).Append(" -d ").Append(ShellText.QuoteForFish(command.Summary)).Append('\n');
            foreach (var option in program.Own.Options)
                Add(text, $"{start} -n __fish_use_subcommand", option);
            foreach (var command in program.Commands)
            {
                var seen = $"{start} -n {ShellText.QuoteForFish($"__fish_seen_subcommand_from {command.Name}")}";
                foreach (var option in command.Options)
                    Add(text, seen, option);
                foreach (var argument in command.Arguments.Where(a => a.Choices.Count > 0))
                    text.Append(seen).Append(command.Arguments.Count == 1 ? " -f" : "").Append(" -a ").Append(ShellText.QuoteForFish(string.Join(' ', argument.Choices))).Append('\n');
                if (command.Arguments.Any(a => a.IsRepository))
                    text.Append(seen).Append(" -a ").Append(ShellText.QuoteForFish(Labels)).Append(" -d repository\n");
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string start, CompletionOption option)
    {
        text.Append(start);
        foreach (var spelling in option.Spellings)
            text.Append(spelling.StartsWith("--", StringComparison.Ordinal) ? " -l " : " -s ").Append(ShellText.QuoteForFish(spelling.TrimStart('-')));
        if (option.TakesValue)
            text.Append(option.Choices.Count > 0 ? " -x -a " + ShellText.QuoteForFish(string.Join(' ', option.Choices)) : " -r");
        text.Append(" -d ").Append(ShellText.QuoteForFish(option.Help)).Append('\n');
    }
}
