using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands.Transfers;

/// <summary><c>butler retrieve-artifacts</c> and <c>ingest-zip</c>, with the zip and the folder that the original made.</summary>
public sealed class ZipCommandTests : IDisposable
{
    private readonly TransferScene scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData]
    [InlineData("-t", "copy")]
    [InlineData("-t", "direct")]
    [InlineData("-t", "move", "--transfer-threads", "1")]
    public async Task The_originals_zip_comes_in_whole(params string[] words)
    {
        var zip = scene[Path.GetFileName(TransferScene.Zip)];
        File.Copy(TransferScene.Zip, zip);
        var repository = await scene.MakeWithRecordsAsync("repo");
        (await TransferScene.DoAsync("ingest-zip", repository, zip, "--dry-run")).ErrorLines.ShouldHaveSingleItem().ShouldEndWith("INFO: 14 datasets could be taken in.");
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        var run = await TransferScene.DoAsync(["ingest-zip", repository, zip, .. words]);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldEndWith("INFO: 14 datasets are taken in.");
        (await TransferScene.DatasetsAsync(repository)).Count.ShouldBe(14);
        await TransferScene.SoundAsync(repository);
    }

    [Fact]
    public async Task The_originals_folder_comes_in_whole()
    {
        using var folder = SharedFiles.CopyGolden("transfers/artifacts");
        var repository = await scene.MakeWithRecordsAsync("repo");
        (await TransferScene.DoAsync("ingest-zip", repository, folder.Path, "--dry-run")).ErrorLines.ShouldHaveSingleItem().ShouldEndWith("INFO: 14 datasets could be taken in.");
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        await TransferScene.DoAsync("ingest-zip", repository, folder.Path, "-t", "copy");
        (await TransferScene.DatasetsAsync(repository)).Count.ShouldBe(14);
        await TransferScene.SoundAsync(repository);
        // The same folder comes out of it.
        await TransferScene.DoAsync("retrieve-artifacts", repository, scene["out/"], "--collections", "*", "-t", "copy");
        Files(scene["out"]).ShouldBe(Files(folder.Path));
        await TransferScene.DoAsync("ingest-zip", repository, folder.Path, "-t", "copy");
    }

    [Fact]
    public async Task What_is_retrieved_is_listed_for_programs()
    {
        using var folder = SharedFiles.CopyGolden("transfers/artifacts");
        var repository = await scene.MakeWithRecordsAsync("repo");
        await TransferScene.DoAsync("ingest-zip", repository, folder.Path, "-t", "copy");
        var run = await TransferScene.DoAsync("retrieve-artifacts", repository, scene["out/"], "--collections", "*", "-t", "copy", "-v", "--format", "jsonl");
        var listed = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("artifact").GetString()!).ToList();
        listed.Count.ShouldBe(Files(scene["out"]).Count(f => !f.Contains("_butler_zip_index", StringComparison.Ordinal)));
        run.Error.ShouldContain($"Number of artifacts retrieved into destination {scene["out/"]}: {listed.Count}");
        var refused = await CommandRun.OfAsync("butler", "retrieve-artifacts", repository, scene["out/"], "--format", "csv");
        refused.ExitCode.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldContain("--verbose");
    }

    [Fact]
    public async Task A_folder_that_lies_is_refused_and_nothing_is_written()
    {
        using var folder = SharedFiles.CopyGolden("transfers/artifacts");
        var index = folder.File("_butler_zip_index.json");
        var text = await File.ReadAllTextAsync(index, Token);
        var repository = await scene.MakeWithRecordsAsync("repo");
        await File.WriteAllTextAsync(scene["secret"], "secret", Token);
        foreach (var (from, to) in ((string, string)[])[("\"u/alice/", "\"../u/alice/"), ("\"file_size\":1860", "\"file_size\":1859"), ("\"u/alice/", "\"/u/alice/"), ("\"ids\":[\"", "\"ids\":[\"x")])
        {
            text.ShouldContain(from.Replace("\":", "\": ", StringComparison.Ordinal)[..4]);
            await File.WriteAllTextAsync(index, text.Replace("\": ", "\":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal), Token);
            await TransferScene.RefusedAsync(folder.Path, "ingest-zip", repository, folder.Path, "-t", "copy");
        }

        File.Delete(index);
        await TransferScene.RefusedAsync("_butler_zip_index.json", "ingest-zip", repository, folder.Path);
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        await TransferScene.SoundAsync(repository);
    }

    [Fact]
    public async Task Our_zip_of_all_that_is_stored_comes_in_elsewhere()
    {
        using var golden = TransferScene.Export();
        var source = await scene.MakeAsync("source");
        await TransferScene.DoAsync("import", source, golden.Path, "-t", "copy");
        var made = await TransferScene.DoAsync("retrieve-artifacts", source, scene["out/"], "--collections", "*", "--zip", "--limit", "0");
        var zip = Directory.GetFiles(scene["out"]).ShouldHaveSingleItem();
        made.Output.ShouldBe($"Zip file written to file://{zip}\n");
        var repository = await scene.MakeWithRecordsAsync("repo");
        await TransferScene.DoAsync("ingest-zip", repository, zip, "-t", "copy");
        (await TransferScene.DatasetsAsync(repository)).ShouldBe(await TransferScene.DatasetsAsync(source));
        await TransferScene.SoundAsync(repository);
        await TransferScene.RefusedAsync("exists already; choose another folder, or ask to overwrite (--clobber)", "retrieve-artifacts", source, scene["out/"], "--collections", "*", "--zip", "--limit", "0");
        await TransferScene.DoAsync("retrieve-artifacts", source, scene["out/"], "--collections", "*", "--zip", "--limit", "0", "--clobber");
    }

    [Fact]
    public async Task Files_are_retrieved_counted_and_listed()
    {
        var run = await TransferScene.DoAsync("retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out/"], "-d", "metric_int", "--collections", "u/alice/run1", "-t", "copy", "-v");
        var files = Files(scene["out"]).Where(f => !f.StartsWith('_')).ToList();
        files.ShouldAllBe(f => f.StartsWith("u/alice/run1/metric_int/", StringComparison.Ordinal));
        run.Output.ShouldBe($"Transferred the following to {scene["out/"]}:\n{string.Concat(files.Select(f => $"{scene["out"]}/{f}\n"))}\nNumber of artifacts retrieved into destination {scene["out/"]}: {files.Count}\n");
        await TransferScene.RefusedAsync("exists already; choose another folder, or ask to overwrite (--clobber)", "retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out/"], "-d", "metric_int", "--collections", "u/alice/run1", "-t", "copy");
        var flat = await TransferScene.DoAsync("retrieve-artifacts", SharedFiles.Golden("mixed"), scene["flat/"], "-d", "metric_int", "--collections", "u/alice/run1", "-t", "copy", "--no-preserve-path");
        flat.Output.ShouldBe($"Number of artifacts retrieved into destination {scene["flat/"]}: {files.Count}\n");
        Directory.GetDirectories(scene["flat"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bad_input_is_told_in_one_line()
    {
        var repository = await scene.MakeAsync("repo");
        await TransferScene.RefusedAsync("There is no zip file", "ingest-zip", repository, scene["nothing.zip"]);
        await File.WriteAllTextAsync(scene["text.zip"], "no zip", Token);
        await TransferScene.RefusedAsync("text.zip can't be taken in", "ingest-zip", repository, scene["text.zip"]);
        await TransferScene.RefusedAsync("no dimension records", "ingest-zip", repository, TransferScene.Zip, "--transfer-dimensions");
        await TransferScene.RefusedAsync("instrument", "ingest-zip", repository, TransferScene.Zip, "-t", "copy");
        await TransferScene.RefusedAsync("is no folder; write it with a slash", "retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out"], "--collections", "*");
        await TransferScene.RefusedAsync("can't be retrieved by 'move'", "retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out/"], "-d", "metric_int", "--collections", "u/alice/run1", "-t", "move");
        var none = await TransferScene.RunAsync("retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out/"], "-d", "metric_int", "--collections", "u/alice/run1", "--where", "visit=1 AND instrument='CamA'");
        none.ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldBe("No datasets matched query.\n"), r => r.ErrorLines.ShouldHaveSingleItem());
        var globs = await TransferScene.DoAsync("retrieve-artifacts", SharedFiles.Golden("mixed"), scene["out/"], "-d", "metric_i*", "--collections", "u/alice/run1", "--where", "visit=1 AND instrument='CamA'");
        globs.Output.ShouldBe("No datasets matched query.\n");
        (await TransferScene.DatasetsAsync(repository)).ShouldBeEmpty();
        Directory.Exists(scene["out"]).ShouldBeFalse();
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
