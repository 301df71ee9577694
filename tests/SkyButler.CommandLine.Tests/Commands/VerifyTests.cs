using System.Text.Json;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler verify</c>, on a repository that we did not make.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryDirectory repository = SharedFiles.CopyGolden("mixed", "mixed-external");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Files_that_were_recorded_elsewhere_are_the_only_damage_of_a_copy()
    {
        // Its files from outside are recorded by places that are not here.
        var found = await FindAsync();
        found.ShouldAllBe(d => d.Damage == "missing-file" && d.Subject.StartsWith("file:///golden/mixed-external/", StringComparison.Ordinal));
        found.Count.ShouldBe(16);
    }

    [Fact]
    public async Task The_plan_is_shown_and_nothing_is_done_without_a_yes()
    {
        var before = await FindAsync();
        var refused = await CommandRun.OfAsync("butler", ["verify", repository.Path, "--repair"], EnvironmentVariables.Empty, "n\n", Cancel);
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldContain("forget");
        refused.Output.ShouldEndWith("Nothing was changed.\n");
        (await FindAsync()).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task A_repair_leaves_nothing_and_keeps_datasets_registered()
    {
        var count = (await CommandRun.OfAsync("butler", "query-datasets", repository.Path, "*", "--collections", "*", "--limit", "0", "--format", "jsonl")).Output;
        var run = await CommandRun.OfAsync("butler", "verify", repository.Path, "--repair", "--no-confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldEndWith("All damage was mended.\n");
        var clean = await CommandRun.OfAsync("butler", "verify", repository.Path);
        clean.ExitCode.ShouldBe(0, clean.Output);
        clean.Output.ShouldBe("No damage was found.\n");
        (await CommandRun.OfAsync("butler", "query-datasets", repository.Path, "*", "--collections", "*", "--limit", "0", "--format", "jsonl")).Output.ShouldBe(count);
    }

    [Fact]
    public async Task Files_without_a_recorded_checksum_are_told()
    {
        var run = await CommandRun.OfAsync("butler", "verify", repository.Path);
        run.Error.ShouldMatch("WARNING.* [1-9][0-9]* files have no recorded checksum, so only their presence and sizes were compared");
        (await CommandRun.OfAsync("butler", "verify", repository.Path, "--no-checksums")).Error.ShouldNotContain("recorded checksum");
    }

    // A link among the files may have become a file when they were copied.
    private async Task<List<(string Damage, string Subject)>> FindAsync()
    {
        var run = await CommandRun.OfAsync("butler", "verify", repository.Path, "--format", "json");
        run.ExitCode.ShouldBe(1, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return [.. json.RootElement.EnumerateArray().Select(d => (d.GetProperty("damage").GetString()!, d.GetProperty("subject").GetString()!)).Where(d => !d.Item2.Contains("raw_sym", StringComparison.Ordinal))];
    }
}
