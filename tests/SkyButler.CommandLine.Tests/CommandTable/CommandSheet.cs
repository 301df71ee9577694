using System.Text.RegularExpressions;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>The sheet of facts about the original's command line: its table of commands, and what is said beside the table.</summary>
internal sealed partial class CommandSheet
{
    private const string Heading = "## 4. Command line";
    private readonly string text;

    private CommandSheet(string text)
    {
        this.text = text;
        var shared = OptionReader.Read(Line("Query option set"));
        var transfer = OptionReader.Read(Line("Transfer option:")).Single(o => o.Spellings.Contains("--transfer"));
        var commands = new List<OriginalCommand>();
        foreach (var row in text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
            commands.Add(Read([.. Cells().Split(row).Select(c => c.Trim())], shared, transfer, commands.LastOrDefault()));
        Commands = [.. commands.Select(WithLimit)];
    }

    /// <summary>The commands of the table.</summary>
    public IReadOnlyList<OriginalCommand> Commands { get; }

    /// <summary>Commands that take no options file.</summary>
    public IReadOnlyList<string> WithoutOptionsFile => [.. Quoted().Matches(Line("* `-@` is missing")).Select(m => m.Groups[1].Value).Where(n => n != "-@")];

    /// <summary>Reads the sheet; the test is skipped where it is absent.</summary>
    public static CommandSheet Open()
    {
        var all = File.ReadAllText(SharedFiles.Golden("../spec/transfers-cli-remote.md"));
        var begin = all.IndexOf(Heading, StringComparison.Ordinal);
        var end = all.IndexOf("\n## 5", begin, StringComparison.Ordinal);
        return new(all[begin..end]);
    }

    private static OriginalCommand Read(string[] cells, IReadOnlyList<OriginalOption> shared, OriginalOption transfer, OriginalCommand? before)
    {
        var name = cells[1].Trim('`');
        var own = OptionReader.Read(cells[3].Replace("\\|", "|", StringComparison.Ordinal)).ToList();
        var options = new List<OriginalOption>();
        if (cells[3].StartsWith('Q'))
        {
            options.AddRange(shared.Where(o => !own.Any(given => given.Name == o.Name)
                && !(o.Name == "--dataset-type" && name == "query-datasets")
                && !(o.Name == "--order-by" && cells[3].Contains("without order-by", StringComparison.Ordinal))));
        }

        if (cells[3].StartsWith("as above", StringComparison.Ordinal))
            options.AddRange(before!.Options);
        // The short spelling alone stands for the one that many commands share.
        options.AddRange(own.Select(o => o.Spellings is ["-t"] ? transfer : o));
        return new(name, [.. Words().Matches(cells[2]).Select(Argument)], options, cells[4].Replace("\\|", "|", StringComparison.Ordinal));
    }

    private static (string Name, bool IsList) Argument(Match match) =>
        (match.Value.Trim('[', ']', '…').Split('(')[0], match.Value.StartsWith('['));

    // Each command's limit stands in a line of its own.
    private OriginalCommand WithLimit(OriginalCommand command)
    {
        foreach (var part in Line("* `--limit` defaults").Split(';'))
        {
            if (!Quoted().Matches(part).Any(m => m.Groups[1].Value == command.Name))
                continue;
            var limit = OptionReader.Plain(part.Split(". ")[0].Split('`')[^1]);
            return command with { Options = [.. command.Options.Select(o => o.Name == "--limit" ? o with { Default = limit } : o)] };
        }

        return command;
    }

    private string Line(string beginning)
    {
        var begin = text.IndexOf(beginning, StringComparison.Ordinal);
        return begin < 0 ? "" : text[(begin + beginning.Length)..text.IndexOf('\n', begin)];
    }

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Cells();

    [GeneratedRegex(@"\[[^\]]*\]|\S+", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("`([^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
