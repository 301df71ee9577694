using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Documentation;

/// <summary>The commands in <c>docs/provenance.md</c> do what the page says.</summary>
public sealed partial class ProvenancePageTests
{
    private static readonly string[] Files = ["failed.json", "failures", "run.html", "provenance.qg", "prov.json", "crate"];

    [Fact]
    public async Task Every_command_of_the_page_works_on_the_reference_s_runs()
    {
        using var copy = SharedFiles.CopyGolden("runs/repo");
        using var folder = new TemporaryDirectory();
        foreach (var run in (string[])["ok", "fail"])
            (await CommandRun.OfAsync("butler", "aggregate-graph", SharedFiles.Golden($"runs/{run}.qg"), copy.Path)).ExitCode.ShouldBe(0);
        var page = await File.ReadAllTextAsync(Checkout.File("docs/provenance.md"), TestContext.Current.CancellationToken);
        var commands = 0;
        foreach (var line in Block().Matches(page).SelectMany(b => b.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            string[] words = [.. line.Split(' ').Select(w => w.Trim('"')).Select(w => w == "repo" ? copy.Path : w == "graph.qg" ? SharedFiles.Golden("runs/fail.qg") : Files.Contains(w) ? folder.File(w) : w)];
            var run = await CommandRun.OfAsync(words[0], words[1..]);
            run.ExitCode.ShouldBe(0, $"{line}\n{run.Error}");
            if (words.Any(w => w is "--by" or "--collections"))
                run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThanOrEqualTo(1, line);
            commands++;
        }

        commands.ShouldBe(10);
        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(Files.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();
}
