using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands.Transfers;

/// <summary><c>butler transfer-datasets</c> and <c>copy-repository</c>.</summary>
public sealed class TransferCommandTests : IDisposable
{
    private readonly TransferScene scene = new();

    private static string Mixed => SharedFiles.Golden("mixed");

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task What_a_search_finds_comes_with_all_that_it_needs()
    {
        var repository = await scene.MakeAsync("repo");
        string[] search = ["-d", "metric_int", "--collections", "u/alice/run1"];
        await TransferScene.RefusedAsync("--register-dataset-types", ["transfer-datasets", Mixed, repository, .. search]);
        var found = Lines(await TransferScene.DoAsync("query-datasets", Mixed, "metric_int", "--collections", "u/alice/run1", "--format", "jsonl"));
        var dry = await TransferScene.DoAsync(["transfer-datasets", Mixed, repository, .. search, "--register-dataset-types", "--dry-run"]);
        dry.Output.ShouldBe($"Number of datasets transferred: {found.Count}\n");
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        await TransferScene.RefusedAsync("instrument", ["transfer-datasets", Mixed, repository, .. search, "--register-dataset-types", "--no-transfer-dimensions", "-t", "copy"]);
        var run = await TransferScene.DoAsync(["transfer-datasets", Mixed, repository, .. search, "--register-dataset-types", "-t", "copy"]);
        run.Output.ShouldBe($"Number of datasets transferred: {found.Count}\n");
        run.ErrorLines.ShouldBeEmpty();
        (await TransferScene.DatasetsAsync(repository)).ShouldBe(found.Order(StringComparer.Ordinal));
        await TransferScene.SoundAsync(repository);
        var again = await TransferScene.DoAsync(["transfer-datasets", Mixed, repository, .. search]);
        again.Output.ShouldBe("Number of datasets transferred: 0\n");
        again.ErrorLines.ShouldHaveSingleItem().ShouldEndWith($"INFO: {found.Count} of {found.Count} datasets are in the destination already, and were passed over.");
    }

    [Theory]
    [InlineData]
    [InlineData("--transfer", "copy", "--transfer-threads", "2")]
    [InlineData("-t", "HARDLINK")]
    public async Task A_repository_is_copied_whole(params string[] words)
    {
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        var all = await TransferScene.DatasetsAsync(source.Path);
        var run = await TransferScene.DoAsync(["copy-repository", source.Path, scene["copy"], .. words]);
        run.Output.ShouldBe($"Number of datasets copied: {all.Count}\n");
        run.ErrorLines[^1].ShouldContain("are new to the copy.");
        (await TransferScene.DatasetsAsync(scene["copy"])).ShouldBe(all);
        var chains = await TransferScene.DoAsync("query-collections", source.Path, "*", "--format", "csv");
        (await TransferScene.DoAsync("query-collections", scene["copy"], "*", "--format", "csv")).Output.ShouldBe(chains.Output);
        (await TransferScene.DoAsync(["copy-repository", source.Path, scene["copy"], .. words])).ErrorLines[^1].ShouldContain(" 0 of the datasets are new to the copy.");
    }

    [Fact]
    public async Task Bad_input_is_told_in_one_line()
    {
        var repository = await scene.MakeAsync("repo");
        await TransferScene.RefusedAsync("can't be transferred by 'move'", "transfer-datasets", Mixed, repository, "--collections", "*", "-t", "move");
        await TransferScene.RefusedAsync("can't be transferred by 'direct'", "copy-repository", Mixed, scene["copy"], "-t", "direct");
        await TransferScene.RefusedAsync("nowhere", "transfer-datasets", scene["nowhere"], repository, "--collections", "*");
        await TransferScene.RefusedAsync("nowhere", "transfer-datasets", Mixed, scene["nowhere"], "--collections", "*");
        await TransferScene.RefusedAsync("nope", "transfer-datasets", Mixed, repository, "--collections", "nope");
        await TransferScene.RefusedAsync("No datasets of type 'nosuch' were found; nothing is transferred", "transfer-datasets", Mixed, repository, "-d", "nosuch");
        (await TransferScene.DoAsync("transfer-datasets", Mixed, repository, "-d", "nosuch*")).Output.ShouldBe("Number of datasets transferred: 0\n");
        await TransferScene.RefusedAsync("nowhere", "copy-repository", scene["nowhere"], scene["copy"]);
        (await TransferScene.RunAsync("copy-repository", Mixed)).ExitCode.ShouldBe(2);
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        // Nothing is made for a copy that can't be.
        Directory.Exists(scene["copy"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_copy_into_another_universe_is_refused()
    {
        var other = await scene.MakeAsync("new");
        await TransferScene.RefusedAsync("different dimension universes", "copy-repository", SharedFiles.Golden("rubin-imsim"), other, "-t", "copy");
    }

    private static IReadOnlyList<string> Lines(Support.CommandRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
