using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>Commands of butler on the datasets of the reference's graphs: 26 quanta, each with an output, metadata and a log, four configurations and the packages.</summary>
public sealed class GraphCommandTests : IDisposable
{
    private const int Everything = (26 * 3) + 4 + 1;
    private static readonly string Graph = SharedFiles.Golden("runs/ok.qg");
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_quanta_wrote_is_copied()
    {
        using var copy = SharedFiles.CopyGolden("runs/repo");
        var all = await CommandRun.OfAsync("butler", "retrieve-artifacts-for-quanta", Graph, copy.Path, folder.File("all/"), "--no-include-inputs");
        all.Output.ShouldBe($"Written {Everything} artifacts to {folder.File("all/")}.\n", all.Error);
        File.Exists(folder.File("all/u/me/ok/20261121T204742Z/packages/packages_u_me_ok_20261121T204742Z.yaml")).ShouldBeTrue();

        var id = (await CommandRun.OfAsync("pipetask", "qgraph", "-b", copy.Path, "-g", Graph, "--show", "graph")).Output.Split('\n')
            .First(line => line.Contains("Quantum ", StringComparison.Ordinal)).Trim().Split(' ')[1];
        var one = await CommandRun.OfAsync("butler", "retrieve-artifacts-for-quanta", Graph, copy.Path, folder.File("one/"), "--qgraph-node-id", id, "--no-include-inputs");
        one.ExitCode.ShouldBe(0, one.Error);
        Directory.EnumerateFiles(folder.File("one"), "*_log_*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Outputs_are_packed()
    {
        using var copy = SharedFiles.CopyGolden("runs/repo");
        var run = await CommandRun.OfAsync("butler", "zip-from-graph", Graph, copy.Path, folder.Path, "-d", "*_metadata");
        run.ExitCode.ShouldBe(0, run.Error);
        using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(new Uri(run.Output.Trim()).LocalPath, TestContext.Current.CancellationToken);
        zip.Entries.Count.ShouldBe(26 + 1);
        (await CommandRun.OfAsync("butler", "zip-from-graph", Graph, copy.Path, folder.Path, "-d", "nothing*")).Error.ShouldContain("nothing was packed");
    }

    [Fact]
    public async Task Outputs_that_lie_in_a_repository_are_made_known_to_it()
    {
        using var copy = SharedFiles.CopyGolden("mixed", "mixed-external");
        CopyFiles(SharedFiles.Golden("runs/repo/u/me"), Path.Combine(copy.Path, "u", "me"));
        var counted = await CommandRun.OfAsync("butler", "transfer-from-graph", Graph, copy.Path, "--dry-run");
        counted.Output.ShouldBe($"Number of datasets transferred: {Everything}\n", counted.Error);
        (await CommandRun.OfAsync("butler", "transfer-from-graph", Graph, copy.Path)).Error.ShouldContain("are not registered; give --register-dataset-types");

        var run = await CommandRun.OfAsync("butler", "transfer-from-graph", Graph, copy.Path, "--register-dataset-types", "--update-output-chain");
        run.Output.ShouldBe($"Number of datasets transferred: {Everything}\n", run.Error);
        (await CommandRun.OfAsync("butler", "query-collections", copy.Path, "u/me/ok", "--chains", "flatten", "--format", "jsonl")).Output.ShouldContain("u/me/ok/20261121T204742Z");
        var outputs = await CommandRun.OfAsync("butler", "query-datasets", copy.Path, "gathered", "--collections", "u/me/ok", "--format", "jsonl");
        outputs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, outputs.Error);
        (await CommandRun.OfAsync("butler", "transfer-from-graph", Graph, copy.Path, "--update-output-chain")).Output.ShouldBe("Number of datasets transferred: 0\n");
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
