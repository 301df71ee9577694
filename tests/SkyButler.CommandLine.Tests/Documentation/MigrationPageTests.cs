using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Migrations;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Documentation;

/// <summary>The commands in <c>docs/migration.md</c> do what the page says.</summary>
public sealed partial class MigrationPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_works_on_an_old_repository()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("old.json"), OldUniverse.Make(5).ToJsonString(), Cancel);
        var edited = OldUniverse.Make(8);
        edited["version"] = 9;
        OldUniverse.Metadata(edited, "visit").Add(OldUniverse.Column("airmass", "float"));
        await File.WriteAllTextAsync(folder.File("dimensions.json"), edited.ToJsonString(), Cancel);
        (await CommandRun.OfAsync("butler", "create", folder.File("repo"), "--dimension-config", folder.File("old.json"))).ExitCode.ShouldBe(0);
        var page = await File.ReadAllTextAsync(Checkout.File("docs/migration.md"), Cancel);
        var output = "";
        var commands = 0;
        foreach (Match block in Block().Matches(page))
        {
            if (block.Groups["kind"].Value == "text")
            {
                output.ShouldBe(block.Groups["text"].Value);
                continue;
            }

            foreach (var line in block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] words = [.. line.Split(' ').Select(w => w is "repo" or "dimensions.json" ? folder.File(w) : w)];
                var run = await CommandRun.OfAsync(words[0], words[1..]);
                run.ExitCode.ShouldBe(0, $"{line}\n{run.Error}");
                output = run.Output;
                commands++;
            }
        }

        commands.ShouldBe(7);
        File.Exists(folder.File("repo", "gen3.sqlite3.before-universe-8")).ShouldBeTrue();
        await using var butler = await Butler.OpenAsync(folder.File("repo"), cancellationToken: Cancel);
        butler.Universe.Version.ShouldBe(9);
        butler.Universe["visit"].Metadata.ShouldContain(c => c.Name == "airmass");
    }

    [GeneratedRegex("```(?<kind>sh|text)\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
