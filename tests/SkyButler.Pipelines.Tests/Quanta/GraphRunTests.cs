using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Graphs of the reference written anew for another run.</summary>
public sealed class GraphRunTests : IDisposable
{
    private const string Run = "u/you/second";
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("runs/ok.qg")]
    [InlineData("graphs/bias_minimum_0/whole.qg")]
    public async Task What_is_written_is_new_and_what_is_read_stays(string name)
    {
        var target = folder.File("new.qg");
        await GraphFile.ChangeRunAsync(SharedFiles.Golden(name), Run, target, null, TimeProvider.System, Token);
        var old = await (await GraphArchive.OpenAsync(SharedFiles.Golden(name), null, Token)).ReadAsync(Token);
        var archive = await GraphArchive.OpenAsync(target, null, Token);
        var changed = await archive.ReadAsync(Token);
        archive.Header.OutputRun.ShouldBe(Run);
        archive.Header.Output.ShouldBe(old.Header.Output);
        changed.TaskCounts.ShouldBe(old.TaskCounts);
        changed.Quanta.Select(q => q.ToString()).ShouldBe(old.Quanta.Select(q => q.ToString()), ignoreOrder: true);
        changed.Quanta.Select(q => q.Id).Intersect(old.Quanta.Select(q => q.Id)).ShouldBeEmpty();
        Ids(changed, q => q.Outputs).Intersect(Ids(old, q => q.Outputs)).ShouldBeEmpty();
        changed.Quanta.SelectMany(q => q.Outputs.Values).SelectMany(d => d).ShouldAllBe(d => d.Run == Run);
        var made = Ids(old, q => q.Outputs).ToHashSet();
        Ids(changed, q => q.Inputs).Except(Ids(changed, q => q.Outputs)).Order().ShouldBe(Ids(old, q => q.Inputs).Where(i => !made.Contains(i)).Distinct().Order());
        Followers(changed).ShouldBe(Followers(old));
        changed.InitQuanta.SelectMany(q => q.Outputs.Values).ShouldAllBe(d => d.Run == Run);
    }

    [Fact]
    public async Task Where_inputs_are_stored_and_what_dimensions_say_is_kept()
    {
        var source = SharedFiles.Golden("graphs/bias_minimum_1/isr_day1.qg");
        var target = folder.File("new.qg");
        await GraphFile.ChangeRunAsync(source, Run, target, null, TimeProvider.System, Token);
        var (before, after) = (await GraphArchive.OpenAsync(source, null, Token), await GraphArchive.OpenAsync(target, null, Token));
        (await after.DimensionDataAsync(Token)).ShouldBe(await before.DimensionDataAsync(Token));
        (await after.DatastoreRecordsAsync(Token))!.Count.ShouldBe((await before.DatastoreRecordsAsync(Token))!.Count);
    }

    [Fact]
    public async Task A_provenance_graph_keeps_its_run()
    {
        var graph = SharedFiles.Golden("runs/ok-provenance.qg");
        (await Should.ThrowAsync<QuantumGraphException>(() => GraphFile.ChangeRunAsync(graph, Run, folder.File("new.qg"), null, TimeProvider.System, Token)))
            .Message.ShouldContain("what was done");
    }

    private static IEnumerable<Guid> Ids(QuantumGraph graph, Func<Quantum, IReadOnlyDictionary<string, IReadOnlyList<SkyButler.Datasets.DatasetRef>>> sets) =>
        graph.Quanta.SelectMany(q => sets(q).Values).SelectMany(d => d).Select(d => d.Id).Distinct();

    private static int Followers(QuantumGraph graph)
    {
        var dependencies = new QuantumDependencies(graph);
        return Enumerable.Range(0, graph.Count).Sum(q => dependencies.Followers(q).Count);
    }
}
