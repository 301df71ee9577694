using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>Whoever knows the original's commands about quantum graphs and their execution finds their options, with their defaults.</summary>
public sealed partial class ExecutionTableTests
{
    private const string Execution = "execution.md";
    private const string Graphs = "quantum-graphs.md";

    [Theory]
    [InlineData("pipetask", "run", Execution, "## 2.", 30)]
    [InlineData("pipetask", "qgraph", Graphs, "## 4.", 30)]
    public void Options_of_a_table_are_there(string program, string command, string sheet, string heading, int least)
    {
        var rows = Rows(sheet, heading).Where(r => r[0].Contains('-', StringComparison.Ordinal)).ToList();
        var options = Options(program, command);
        rows.Sum(r => Words(r[0]).Count).ShouldBeGreaterThanOrEqualTo(least);
        var missing = rows.SelectMany(r => Words(r[0])).Where(w => Find(options, w) is null).ToList();
        missing.ShouldBeEmpty();
        foreach (var row in rows.Where(r => Words(r[0]).Count is 1 or 2))
            Default(row[1], Find(options, Words(row[0])[^1])!).ShouldBeTrue($"{command} {row[0]}: {row[1]}");
    }

    // `graph commands' column by column: its options stand in the second one.
    [Theory]
    [InlineData("pipetask", "pre-exec-init-qbb", "## 10.", 2)]
    [InlineData("pipetask", "run-qbb", "## 10.", 15)]
    [InlineData("pipetask", "update-graph-run", "## 10.", 2)]
    [InlineData("pipetask", "cleanup", "## 12.", 0)]
    [InlineData("pipetask", "purge", "## 12.", 0)]
    [InlineData("butler", "transfer-from-graph", "## 13.", 5)]
    [InlineData("butler", "zip-from-graph", "## 13.", 2)]
    [InlineData("butler", "retrieve-artifacts-for-quanta", "## 13.", 6)]
    public void Options_of_a_row_are_there(string program, string command, string heading, int least)
    {
        var row = Rows(Execution, heading).Single(r => Name().Match(r[0]).Groups[1].Value == command);
        var words = Words(row[0]).Concat(Words(row[1])).ToList();
        words.Count.ShouldBeGreaterThanOrEqualTo(least);
        var options = Options(program, command);
        words.Where(w => Find(options, w) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Options_of_the_report_are_there()
    {
        var line = Section(Execution, "## 11.").First(l => l.StartsWith("Options:", StringComparison.Ordinal));
        var options = Options("pipetask", "report");
        Words(line).Where(w => Find(options, w) is null).ShouldBeEmpty();
    }

    private static IReadOnlyList<CommandOption> Options(string program, string command) =>
        ProgramCatalog.Find(program)!.Commands.Single(c => c.Name == command).Make().Definition.Options;

    private static CommandOption? Find(IReadOnlyList<CommandOption> options, string word) =>
        options.FirstOrDefault(o => o.Spellings.Contains(word, StringComparer.Ordinal));

    private static bool Default(string said, CommandOption option) => (said.Trim().Trim('*', '`'), option) switch
    {
        ("off", FlagOption flag) => !flag.Default,
        ("raise", FlagOption flag) => flag.Default,
        ("required", ValueOption value) => value.IsRequired,
        (var number, IntegerOption integer) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) => integer.Default == known,
        (var number, ListOption list) when number.StartsWith("2 592 000", StringComparison.Ordinal) => list.Default.SequenceEqual(["2592000"]),
        ("all" or "spawn" or "\"\"", ValueOption value) => value.Default == said.Trim().Trim('`', '"'),
        _ => true,
    };

    private static IEnumerable<string[]> Rows(string sheet, string heading) => Section(sheet, heading).Where(l => l.StartsWith('|') && !l.StartsWith("|-", StringComparison.Ordinal))
        .Select(l => Cells().Split(l.Trim().Trim('|')).Select(c => c.Trim()).ToArray());

    private static IEnumerable<string> Section(string sheet, string heading) => File.ReadAllLines(SharedFiles.Golden($"../spec/{sheet}"))
        .SkipWhile(l => !l.StartsWith(heading, StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal));

    // What ends with a dash was cut short by typography.
    private static List<string> Words(string text) => [.. Spelling().Matches(text).Select(m => m.Value).Where(w => !w.EndsWith('-'))];

    [GeneratedRegex(@"(?<![\w-])--?[A-Za-z@][\w-]*", RegexOptions.None, 1000)]
    private static partial Regex Spelling();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Cells();

    [GeneratedRegex(@"^`(?:pipetask )?([\w-]+)", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
