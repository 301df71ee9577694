using SkyButler.Configuration.Json;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Provenance;
using SkyButler.Pipelines.Quanta;
using SkyButler.Registry;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Provenance graphs that stand for the metadata, logs and configurations of their run.</summary>
public sealed class IngestGraphTests : IDisposable
{
    private const string Run = "u/me/fail/20261121T204745Z";
    private static readonly string[] Types = ["stepA_metadata", "stepA_log", "stepA_config", "gather_metadata", "gather_log"];
    private readonly TemporaryDirectory copy = SharedFiles.CopyGolden("runs/repo");
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        copy.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task One_file_stands_for_all_and_reads_the_same()
    {
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Access = RegistryAccess.ReadWrite }, Token);
        var file = folder.File("out.qg");
        await GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/fail.qg"), new() { Output = file }, Token);
        var before = await ReadAsync(butler);

        // 23 metadata or logs of each kind but for what was not made, and four configurations.
        (await new GraphIngester(butler).IngestAsync(file, null, TransferMode.Move, 7, Token)).ShouldBe(22 + 23 + 4);
        File.Exists(file).ShouldBeFalse();
        (await ReadAsync(butler)).ShouldBe(before);
        var left = Directory.EnumerateDirectories(Path.Combine(copy.Path, Run)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        left.ShouldBe(["a_out", "b_out", "c_out", "gathered", "packages", "run_provenance"]);

        var whole = await OneAsync(butler, "run_provenance");
        ((QuantumGraph)await butler.GetAsync(whole, null, Token)).Count.ShouldBe(26);
        var packages = whole.WithDatasetType(whole.DatasetType.MakeComponent("packages", "Packages"));
        ((IReadOnlyDictionary<string, object?>)await butler.GetAsync(packages, null, Token))["numpy"].ShouldBe("2.4.6");

        // Again, by the file and by the run: there is nothing left to do.
        (await new GraphIngester(butler).IngestAsync(null, Run, TransferMode.Move, 100, Token)).ShouldBe(0);
        (await Should.ThrowAsync<QuantumGraphException>(() => new GraphIngester(butler).IngestAsync(null, "u/me/ok/20261121T204742Z", TransferMode.Move, 100, Token)))
            .Message.ShouldBe("The run 'u/me/ok/20261121T204742Z' has no provenance graph yet; name its file.");
    }

    [Fact]
    public async Task A_log_that_goes_takes_nothing_with_it()
    {
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Access = RegistryAccess.ReadWrite }, Token);
        var file = folder.File("out.qg");
        await GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/fail.qg"), new() { Output = file }, Token);
        await new GraphIngester(butler).IngestAsync(file, null, TransferMode.Copy, 100, Token);

        await butler.PruneDatasetsAsync([await OneAsync(butler, "gather_log")], new PruneOptions { Purge = true, Unstore = true }, Token);
        ((LogRecords)await butler.GetAsync(await OneAsync(butler, "stepA_log"), null, Token)).Records.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_promised_to_the_graph_is_taken_in_with_it()
    {
        // Executed elsewhere: nobody knows the metadata and logs, and nobody will by themselves.
        using var other = SharedFiles.CopyGolden("mixed", "mixed-external");
        CopyFolder(SharedFiles.Golden($"runs/repo/{Run}"), Path.Combine(other.Path, Run));
        await using var butler = await Butler.OpenAsync(other.Path, new() { Access = RegistryAccess.ReadWrite }, Token);
        var file = folder.File("out.qg");
        var summary = await GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/fail.qg"), new() { Output = file, WillIngestGraph = true }, Token);
        // Outputs and packages alone.
        summary.Ingested.ShouldBe(22 + 1);
        (await new GraphIngester(butler).IngestAsync(file, null, TransferMode.Move, 100, Token)).ShouldBe(22 + 23 + 4);
        (await ReadAsync(butler)).Count.ShouldBe(7 + 8 + 1 + 1 + 1);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Butler butler)
    {
        var texts = new List<string>();
        foreach (var type in Types)
            await foreach (var dataset in butler.Queries.DatasetsAsync(new() { DatasetType = type, Collections = [Run] }, Token))
                texts.Add($"{dataset.DataId} {Text(await butler.GetAsync(dataset, null, Token))}");
        return [.. texts.Order(StringComparer.Ordinal)];
    }

    private static string Text(object value)
    {
        var text = new System.Text.StringBuilder();
        JsonTreeWriter.Append(text, value switch
        {
            LogRecords log => log.Records.Select(r => (object?)$"{r.Time:O} {r.LevelName} {r.Message}").ToList(),
            // Comments and the order of assignments are the file's own.
            ConfigText config => config.Text.Split('\n').Where(l => l.StartsWith("config.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Cast<object?>().ToList(),
            _ => value,
        });
        return text.ToString();
    }

    private static async Task<DatasetRef> OneAsync(Butler butler, string type) =>
        await butler.Queries.DatasetsAsync(new() { DatasetType = type, Collections = [Run], Limit = 1 }, Token).FirstAsync(Token);

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
