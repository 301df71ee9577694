using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands.Transfers;

/// <summary><c>butler import</c>, <c>export</c> and <c>export-calibs</c>, with what the original exported.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TransferScene scene = new();
    private readonly TemporaryDirectory golden = TransferScene.Export();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        scene.Dispose();
        golden.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("-t", "copy")]
    [InlineData("-t", "symlink")]
    [InlineData("--transfer", "hardlink", "--transfer-threads", "2")]
    [InlineData("--transfer", "move")]
    public async Task The_originals_export_comes_in_whole(params string[] words)
    {
        var expected = Count(await File.ReadAllTextAsync(golden.File("export.yaml"), Token));
        var repository = await scene.MakeAsync("repo");
        (await TransferScene.DoAsync(["import", repository, golden.Path, .. words])).Output.ShouldBeEmpty();
        (await TransferScene.DatasetsAsync(repository)).Count.ShouldBe(expected);
        await TransferScene.SoundAsync(repository);
        (await TransferScene.DoAsync("query-collections", repository, "CamA/defaults", "--chains", "FLATTEN", "--format", "csv")).Output
            .ShouldContain("CamA/calib");
        // Once more: all of it is there.
        if (!words.Contains("move"))
            (await TransferScene.DoAsync(["import", repository, golden.Path, .. words])).Output.ShouldBeEmpty();
        (await TransferScene.DatasetsAsync(repository)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task What_was_imported_is_exported_as_the_original_had_it()
    {
        var repository = await scene.MakeAsync("repo");
        await TransferScene.DoAsync("import", repository, golden.Path, "-t", "copy");
        var run = await TransferScene.DoAsync("export", repository, scene["out"], "--everything", "-t", "copy");
        run.Output.ShouldBeEmpty();
        var original = await File.ReadAllTextAsync(golden.File("export.yaml"), Token);
        run.ErrorLines.ShouldHaveSingleItem().ShouldEndWith($" INFO: {Count(original)} datasets are exported, with {Files(golden.Path).Count - 1} files.");
        Files(scene["out"]).ShouldBe(Files(golden.Path));
        var ours = await File.ReadAllTextAsync(Path.Combine(scene["out"], "export.yaml"), Token);
        BeforeAssociations(ours).ShouldBe(BeforeAssociations(original));
        await TransferScene.RefusedAsync("exists already; choose another folder, or ask to overwrite (--overwrite)", "export", repository, scene["out"], "--everything");
        await TransferScene.DoAsync("export", repository, scene["out"], "--everything", "--overwrite", "-t", "copy");
        (await File.ReadAllTextAsync(Path.Combine(scene["out"], "export.yaml"), Token)).ShouldBe(ours);
    }

    [Fact]
    public async Task A_search_is_exported_with_its_runs_alone()
    {
        var run = await TransferScene.DoAsync(
            "export", SharedFiles.Golden("mixed"), scene["out"], "-d", "metric_int", "--collections", "u/alice/run1", "--where", "instrument='CamA' AND visit=1005", "-t", "copy", "--export-file", "some.yaml");
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("1 datasets are exported, with 1 files.");
        var text = await File.ReadAllTextAsync(Path.Combine(scene["out"], "some.yaml"), Token);
        Count(text).ShouldBe(1);
        text.ShouldContain("  collection_type: RUN\n  name: u/alice/run1\n");
        text.ShouldNotContain("CamA/raw/all");
        var repository = await scene.MakeAsync("repo");
        await TransferScene.DoAsync("import", repository, scene["out"], "--export-file", "some.yaml", "-t", "copy");
        (await TransferScene.DatasetsAsync(repository)).ShouldHaveSingleItem();
        await TransferScene.SoundAsync(repository);
    }

    [Fact]
    public async Task Calibrations_are_exported_listed_and_imported_with_their_times()
    {
        var run = await TransferScene.DoAsync("export-calibs", SharedFiles.Golden("mixed"), scene["calibs"], "CamA/calib", "-t", "copy", "--format", "csv");
        var listed = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        listed[0].ShouldStartWith("calibrationType,run,");
        listed[1..].Select(l => string.Join(',', l.Split(',')[..2])).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        Count(await File.ReadAllTextAsync(Path.Combine(scene["calibs"], "export.yaml"), Token)).ShouldBe(listed.Length - 1);
        await TransferScene.RefusedAsync("exists already; calibrations are exported to a new folder", "export-calibs", SharedFiles.Golden("mixed"), scene["calibs"], "CamA/calib");
        var repository = await scene.MakeAsync("repo");
        await TransferScene.DoAsync("import", repository, scene["calibs"], "-t", "copy");
        (await TransferScene.DatasetsAsync(repository)).Count.ShouldBe(listed.Length - 1);
        await TransferScene.SoundAsync(repository);
        await TransferScene.DoAsync("export-calibs", repository, scene["again"], "-t", "copy");
        (await File.ReadAllTextAsync(Path.Combine(scene["again"], "export.yaml"), Token)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(scene["calibs"], "export.yaml"), Token));
    }

    [Fact]
    public async Task Dimensions_that_are_skipped_are_not_imported()
    {
        var repository = await scene.MakeWithRecordsAsync("repo");
        await TransferScene.DoAsync("import", repository, golden.Path, "-t", "copy", "-s", "instrument,detector", "-s", "exposure", "--no-track-file-attrs");
        await TransferScene.SoundAsync(repository);
        var bare = await scene.MakeAsync("bare");
        await TransferScene.RefusedAsync("instrument", "import", bare, golden.Path, "-t", "copy", "-s", "instrument");
    }

    [Fact]
    public async Task Where_nothing_is_found_nothing_is_left()
    {
        var mixed = SharedFiles.Golden("mixed");
        await TransferScene.RefusedAsync("No datasets of type 'nosuch' were found; nothing is exported", "export", mixed, scene["out"], "-d", "nosuch", "-t", "copy");
        await TransferScene.RefusedAsync("No datasets of type 'metric_int' were found", "export", mixed, scene["out"], "-d", "metric_int", "--where", "instrument='CamA' AND visit=99", "-t", "copy");
        (await TransferScene.DoAsync("export", mixed, scene["out"], "-d", "nosuch*", "-t", "copy")).Output.ShouldBe("No datasets matched query.\n");
        var calibrations = await TransferScene.DoAsync("export-calibs", mixed, scene["out"], "u/alice/run1", "-t", "copy");
        calibrations.Output.ShouldBeEmpty();
        calibrations.ErrorLines.ShouldHaveSingleItem().ShouldContain("No certified calibrations were found, so nothing is exported");
        Directory.Exists(scene["out"]).ShouldBeFalse();
        // What is there of several is exported, and what is not is told once.
        (await TransferScene.DoAsync("export", mixed, scene["out"], "-d", "metric_int,nosuch", "-t", "copy")).ErrorLines.Count(l => l.Contains("nosuch", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Bad_input_is_told_in_one_line()
    {
        var repository = await scene.MakeAsync("repo");
        await TransferScene.RefusedAsync("There is no export file", "import", repository, scene["nothing"]);
        await TransferScene.RefusedAsync("--export-file", "import", repository, golden.Path, "--export-file", "other.yaml");
        await File.WriteAllTextAsync(golden.File("later.yaml"), "version: 2.0.0\ndata: []\n", Token);
        await TransferScene.RefusedAsync("has version 2.0.0", "import", repository, golden.Path, "--export-file", "later.yaml");
        await File.WriteAllTextAsync(golden.File("broken.yaml"), "version: 1.0.2\ndata: [}\n", Token);
        await TransferScene.RefusedAsync("broken.yaml", "import", repository, golden.Path, "--export-file", "broken.yaml");
        await TransferScene.RefusedAsync("can't be exported by 'move'", "export", SharedFiles.Golden("mixed"), scene["out"], "--everything", "-t", "move");
        await TransferScene.RefusedAsync("nope", "export", SharedFiles.Golden("mixed"), scene["out"], "--collections", "nope");
        foreach (var words in (string[][])[["export", repository, scene["out"]], ["export", repository, scene["out"], "--everything", "-d", "x"], ["import", repository], ["import", repository, golden.Path, "-t", "teleport"]])
            (await TransferScene.RunAsync(words)).ExitCode.ShouldBe(2, string.Join(' ', words));
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        Directory.Exists(scene["out"]).ShouldBeFalse();
    }

    // Associations, which name datasets again, come last.
    private static int Count(string export) => BeforeAssociations(export).Split("!uuid").Length - 1;

    private static string BeforeAssociations(string export) => export.IndexOf("- type: associations", StringComparison.Ordinal) is var at and >= 0 ? export[..at] : export;

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
