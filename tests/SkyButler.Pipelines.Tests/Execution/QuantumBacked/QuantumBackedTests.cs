using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Tests.Execution.QuantumBacked;

/// <summary>Graphs that are executed while the repository's database is away.</summary>
public sealed class QuantumBackedTests : IDisposable
{
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";
    private const string Run = "u/me/qbb/20261121T204742Z";
    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Graph => repository.Beside("graph.qg");

    private string Database => Path.Combine(repository.Root, "gen3.sqlite3");

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_graph_is_executed_without_the_database_and_registered_afterwards(int processes, bool inWorkers)
    {
        await SaveAsync();
        HideDatabase();
        await repository.Runner.PrepareQuantumBackedAsync(Request(), Token);
        var result = await repository.Runner.RunQuantumBackedAsync(
            Request() with { Processes = processes, Worker = inWorkers ? WorkerCommand.In(repository) : [] }, Token);
        (result.ExitCode, result.Count(QuantumStatus.Success), result.OutputRun).ShouldBe((0, 26, Run));
        File.Exists(Database).ShouldBeFalse();

        ShowDatabase();
        (await TransferAsync()).ShouldBe(await CountFilesAsync());
        await using var butler = await repository.OpenAsync();
        var gathered = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("gathered", new() { ["instrument"] = "CamA", ["exposure"] = 1004L }, ["u/me/qbb"], null, Token);
        ((IEnumerable<object?>)gathered["values"]!).ShouldBe([20090L, 20092L, 20094L, 20096L]);
        var metadata = TaskMetadata.FromPlain(await butler.GetAsync("stepA_metadata", Id(1004, 1), ["u/me/qbb"], null, Token));
        metadata.Group("quantum").GetList("outputs").Count.ShouldBe(1);
        metadata.Group("job")["qg_size"].ShouldBe(26L);
        ((LogRecords)await butler.GetAsync("stepA_log", Id(1004, 1), ["u/me/qbb"], null, Token)).Records.ShouldContain(
            r => r.Message.StartsWith("Executing quantum for label=stepA", StringComparison.Ordinal));
        ((ConfigText)await butler.GetAsync("stepA_config", [], ["u/me/qbb"], null, Token)).Text.ShouldContain("config.add=5");
        (await TransferAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Each_quantum_may_be_a_process_of_its_own()
    {
        var graph = await SaveAsync();
        HideDatabase();
        await repository.Runner.PrepareQuantumBackedAsync(Request(), Token);
        foreach (var quantum in graph.Quanta)
        {
            var result = await repository.Runner.RunQuantumBackedAsync(Request(quantum.Id), Token);
            result.Quanta.ShouldHaveSingleItem().Status.ShouldBe(QuantumStatus.Success);
        }

        ShowDatabase();
        await TransferAsync();
        await using var butler = await repository.OpenAsync();
        var gathered = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("gathered", new() { ["instrument"] = "CamA", ["exposure"] = 1005L }, ["u/me/qbb"], null, Token);
        ((IEnumerable<object?>)gathered["values"]!).Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_is_done_is_done_and_what_failed_is_done_again()
    {
        await SaveAsync(ConfigEdit.Parse("stepA:fail_on=[10041]"));
        HideDatabase();
        var first = await repository.Runner.RunQuantumBackedAsync(Request(), Token);
        (first.ExitCode, first.Count(QuantumStatus.Success), first.Count(QuantumStatus.Failure), first.Count(QuantumStatus.Skipped)).ShouldBe((1, 22, 1, 3));
        var times = Times();
        var second = await repository.Runner.RunQuantumBackedAsync(Request(), Token);
        (second.ExitCode, second.Count(QuantumStatus.Success), second.Count(QuantumStatus.Failure)).ShouldBe((1, 22, 1));
        // Only the log of the quantum that failed is another, which has the first in it.
        Times().Except(times).Select(t => t.File).ShouldHaveSingleItem().ShouldContain("stepA_log");
        ShowDatabase();
        await TransferAsync();
        await using var butler = await repository.OpenAsync();
        ((IReadOnlyList<object?>)((LogRecords)await butler.GetAsync("stepA_log", Id(1004, 1), ["u/me/qbb"], null, Token)).Extra["previous_attempts"]!).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_configuration_that_is_there_and_differs_is_refused()
    {
        await SaveAsync();
        HideDatabase();
        await repository.Runner.PrepareQuantumBackedAsync(Request(), Token);
        await repository.Runner.PrepareQuantumBackedAsync(Request(), Token);
        var file = Directory.EnumerateFiles(Path.Combine(repository.Root, Run, "stepA_config")).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace("config.add=5", "config.add=6", StringComparison.Ordinal), Token);
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.PrepareQuantumBackedAsync(Request(), Token)))
            .Message.ShouldBe($"Config does not match existing task config 'stepA_config' in '{Run}': add: 6 -> 5; use a new run.");
    }

    [Fact]
    public async Task A_graph_that_does_not_tell_where_its_inputs_are_needs_them_where_they_would_be_written()
    {
        var request = repository.Request(TestPipelines.Peer, Where, "u/me/qbb", "CamA/defaults") with { SaveGraph = Graph };
        await repository.Runner.BuildGraphAsync(request, Token);
        HideDatabase();
        (await repository.Runner.RunQuantumBackedAsync(Request(), Token)).ExitCode.ShouldBe(0);
        foreach (var file in Directory.EnumerateFiles(repository.Root, "raw_md*", SearchOption.AllDirectories).ToList())
            File.Delete(file);
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunQuantumBackedAsync(Request(), Token))).Message.ShouldContain("--qgraph-datastore-records");
    }

    [Fact]
    public async Task Nothing_is_left_in_the_folder_of_temporary_files()
    {
        await SaveAsync();
        var before = Directory.GetDirectories(Path.GetTempPath(), "skybutler-quanta-*").ToHashSet();
        await repository.Runner.RunQuantumBackedAsync(Request(), Token);
        Directory.GetDirectories(Path.GetTempPath(), "skybutler-quanta-*").Except(before).ShouldBeEmpty();
    }

    private async Task<QuantumGraph> SaveAsync(params PipelineEdit[] edits)
    {
        var request = repository.Request(TestPipelines.Peer, Where, "u/me/qbb", "CamA/defaults") with { SaveGraph = Graph, WithDatastoreRecords = true };
        return (await repository.Runner.BuildGraphAsync(request with { Pipeline = request.Pipeline with { Edits = edits } }, Token)).Graph;
    }

    private RunRequest Request(params Guid[] quanta) => new() { Graph = new GraphRequest { Repository = repository.Root, GraphFile = Graph, Quanta = quanta } };

    private void HideDatabase() => File.Move(Database, repository.Beside("hidden.sqlite3"));

    private void ShowDatabase() => File.Move(repository.Beside("hidden.sqlite3"), Database);

    private async Task<int> TransferAsync()
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        var datasets = await GraphDatasets.OpenAsync(Graph, butler, [], Token);
        return await datasets.TransferAsync([], new GraphTransferOptions { RegisterDatasetTypes = true, UpdateOutputChain = true }, Token);
    }

    private Task<int> CountFilesAsync() => Task.FromResult(Directory.EnumerateFiles(Path.Combine(repository.Root, Run), "*", SearchOption.AllDirectories).Count());

    private List<(string File, DateTime Time)> Times() =>
        [.. Directory.EnumerateFiles(Path.Combine(repository.Root, Run), "*", SearchOption.AllDirectories).Select(f => (f, File.GetLastWriteTimeUtc(f)))];

    private static DataId Id(long exposure, long detector) => new() { ["instrument"] = "CamA", ["exposure"] = exposure, ["detector"] = detector };
}
