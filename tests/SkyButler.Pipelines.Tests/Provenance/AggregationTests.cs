using System.Text.Json.Nodes;
using SkyButler.Pipelines.Provenance;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Registry;
using SkyButler.Registry.Provenance;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Provenance graphs that are made of what quanta left.</summary>
public sealed class AggregationTests : IDisposable
{
    private static readonly string[] Parts = ["quanta.mb", "datasets.mb", "metadata.mb", "logs.mb"];
    private readonly TemporaryDirectory copy = SharedFiles.CopyGolden("runs/repo");
    private readonly GoldenPipeline pipeline = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        copy.Dispose();
        pipeline.Dispose();
    }

    [Theory]
    [InlineData("ok", 26, 0, 0)]
    [InlineData("fail", 22, 1, 3)]
    public async Task The_reference_s_runs_give_the_reference_s_provenance_graphs(string run, int successful, int failed, int blocked)
    {
        var output = pipeline.Repository.Beside("out.qg");
        await using (var butler = await WriteAsync(copy.Path))
        {
            var summary = await GraphAggregator.AggregateAsync(butler, SharedFiles.Golden($"runs/{run}.qg"), new() { Output = output, Parallelism = 2, UpdateOutputChain = false }, Token);
            (Of(AttemptStatus.Successful), Of(AttemptStatus.Failed), Of(AttemptStatus.Blocked), summary.Abandoned, summary.Ingested).ShouldBe((successful, failed, blocked, 0, 0));

            int Of(AttemptStatus status) => summary.Quanta.GetValueOrDefault(status);
        }

        var ours = await ProvenanceFile.OpenAsync(output);
        var theirs = await ProvenanceFile.OpenAsync(SharedFiles.Golden($"runs/{run}-provenance.qg"));
        foreach (var part in Parts)
            (await ours.BlocksAsync(part)).ShouldBe(await theirs.BlocksAsync(part), part);
        // Those of the run, where the reference names those of whoever aggregates.
        var (packages, others) = ((await ours.JsonAsync("packages.json.zst")).AsObject(), (await theirs.JsonAsync("packages.json.zst")).AsObject());
        packages.Count.ShouldBeGreaterThan(30);
        packages["numpy"]!.GetValue<string>().ShouldBe(others["numpy"]!.GetValue<string>());
        JsonNode.DeepEquals(await ours.JsonAsync("header.json.zst"), await theirs.JsonAsync("header.json.zst")).ShouldBeTrue();
        (await ours.JsonAsync("init_quanta.json.zst")).ToJsonString().ShouldBe((await theirs.JsonAsync("init_quanta.json.zst")).ToJsonString());
    }

    [Fact]
    public async Task Everything_is_found_by_its_address()
    {
        var output = pipeline.Repository.Beside("out.qg");
        await using var butler = await WriteAsync(copy.Path);
        // A dictionary from the first ten quanta.
        await GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/ok.qg"), new() { Output = output, Compression = new() { DictionaryInputs = 10 } }, Token);

        var graph = await (await GraphArchive.OpenAsync(output, null, Token)).ReadAsync(Token);
        (graph.Header.Kind, graph.Count, graph.InitQuanta.Count).ShouldBe((GraphKind.Provenance, 26, 4));
        var file = await ProvenanceFile.OpenAsync(output);
        foreach (var quantum in graph.Quanta)
        {
            (await file.AtAsync(quantum.Id, 1, "quanta.mb"))!["quantum_id"]!.GetValue<Guid>().ShouldBe(quantum.Id);
            (await file.AtAsync(quantum.Id, 0, "datasets.mb")).ShouldBeNull();
            var metadata = quantum.Outputs["_metadata"][0].Id;
            (await file.AtAsync(metadata, 0, "datasets.mb"))!["dataset_id"]!.GetValue<Guid>().ShouldBe(metadata);
            (await file.AtAsync(metadata, 3, "metadata.mb"))!.ToJsonString().ShouldBe((await file.AtAsync(quantum.Id, 3, "metadata.mb"))!.ToJsonString());
            (await file.AtAsync(quantum.Outputs["_log"][0].Id, 2, "logs.mb"))!["attempts"]![0]!.AsArray().Count.ShouldBeGreaterThan(1);
        }
    }

    [Fact]
    public async Task What_lies_in_its_place_and_nobody_knows_becomes_known()
    {
        // As quanta leave their outputs that are executed without the database: the files of a run, in a repository that never heard of it.
        var graph = pipeline.Repository.Beside("fail.qg");
        var result = await pipeline.FailAsync(r => r with { Graph = r.Graph with { SaveGraph = graph } });
        using var elsewhere = new GoldenPipeline();
        CopyFolder(Path.Combine(pipeline.Repository.Root, result.OutputRun), Path.Combine(elsewhere.Repository.Root, result.OutputRun));
        var late = Path.Combine(elsewhere.Repository.Root, result.OutputRun, "gather_metadata");
        Directory.Move(late, late + ".later");
        var options = new AggregationOptions { IsIncomplete = true };

        await using var butler = await WriteAsync(elsewhere.Repository.Root);
        var dry = await GraphAggregator.AggregateAsync(butler, graph, options with { IsDryRun = true }, Token);
        (dry.Quanta[AttemptStatus.Successful], dry.Abandoned, dry.Ingested).ShouldBe((21, 2, 68));
        (await butler.Registry.Collections.FindAsync(result.OutputRun, Token)).ShouldBeNull();
        var first = await GraphAggregator.AggregateAsync(butler, graph, options, Token);
        (first.Ingested, first.Abandoned).ShouldBe((68, 2));
        (await butler.Registry.Collections.GetAsync("u/me/fail", Token)).Children[0].ShouldBe(result.OutputRun);
        (await GraphAggregator.AggregateAsync(butler, graph, options, Token)).Ingested.ShouldBe(0);

        Directory.Move(late + ".later", late);
        var last = await GraphAggregator.AggregateAsync(butler, graph, new() { Output = elsewhere.Repository.Beside("out.qg") }, Token);
        (last.Quanta[AttemptStatus.Successful], last.Quanta[AttemptStatus.Failed], last.Quanta[AttemptStatus.Blocked]).ShouldBe((22, 1, 3));
        // One more quantum with its output, metadata and log, and the log of the failure.
        last.Ingested.ShouldBe(4);
        var recorded = await butler.Registry.Provenance.FiguresAsync(new QuantumQuery { Runs = [result.OutputRun] }, Token).ToListAsync(Token);
        recorded.GroupBy(f => f.Status).Select(g => (g.Key, g.Sum(f => f.Quanta))).ShouldBe(
            [(AttemptStatus.Successful, 22), (AttemptStatus.Failed, 1), (AttemptStatus.Blocked, 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task Earlier_attempts_are_told_too()
    {
        var graph = pipeline.Repository.Beside("fail.qg");
        await pipeline.FailAsync(r => r with { Graph = r.Graph with { SaveGraph = graph }, Policy = new QuantumPolicy { Retries = 2 } });
        await using var butler = await WriteAsync(pipeline.Repository.Root);
        var output = pipeline.Repository.Beside("out.qg");
        await GraphAggregator.AggregateAsync(butler, graph, new() { Output = output }, Token);

        var quanta = await (await ProvenanceFile.OpenAsync(output)).BlocksAsync("quanta.mb");
        var failed = JsonNode.Parse(quanta.Single(q => q.Contains("asked to fail", StringComparison.Ordinal)))!;
        failed["attempts"]!.AsArray().Select(a => (a!["attempt"]!.GetValue<double>(), a["status"]!.GetValue<double>())).ShouldBe([(0, -1), (1, -1), (2, -1)]);
        // Recorded when it was executed, and not once more.
        var recorded = await butler.Registry.Provenance.QuantaAsync(new QuantumQuery { Statuses = [AttemptStatus.Failed] }, Token).ToListAsync(Token);
        recorded.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await using var butler = await WriteAsync(copy.Path);
        (await Should.ThrowAsync<QuantumGraphException>(() => GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/ok-provenance.qg"), new(), Token)))
            .Message.ShouldEndWith("tells what was done already; give the predicted one that was executed.");
        (await Should.ThrowAsync<QuantumGraphException>(() => GraphAggregator.AggregateAsync(butler, SharedFiles.Golden("runs/ok.qg"), new() { IsIncomplete = true, Output = "x.qg" }, Token)))
            .Message.ShouldContain("--incomplete");
    }

    private static Task<Butler> WriteAsync(string root) => Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, Token);

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
