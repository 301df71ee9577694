using System.Text.Json.Nodes;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Graph files that the reference wrote are read without its tasks and without a repository.</summary>
public sealed class GoldenGraphFileTests
{
    public static TheoryData<string> Files { get; } =
    [
        .. (string[])["isr_day1", "isr_all", "visits_snaps", "whole", "one_tract", "isr_all_relaxed", "good_only"] is var names
            ? names.Select(n => $"bias_minimum_0/{n}").Concat(new[] { "isr_day1", "one_tract", "isr_all_relaxed", "good_only" }.Select(n => $"bias_minimum_1/{n}"))
            : [],
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Files_show_the_recorded_quanta(string name)
    {
        var expected = JsonNode.Parse(File.ReadAllText(SharedFiles.Golden($"graphs/{name}.json")))!;
        var archive = await OpenAsync($"graphs/{name}.qg");
        var graph = await archive.ReadAsync(TestContext.Current.CancellationToken);
        archive.Count.ShouldBe(graph.Count);
        foreach (var (label, quanta) in expected["tasks"]!.AsObject())
        {
            GoldenGraphTests.Describe(graph, label).ShouldBe(quanta!.AsArray().Select(q => GoldenGraphTests.Describe(q!)).Order(StringComparer.Ordinal), label);
            archive.TaskCounts[label].ShouldBe(quanta.AsArray().Count);
        }
    }

    [Theory]
    [InlineData("graphs/bias_minimum_0/whole.qg")]
    [InlineData("runs/ok.qg")]
    [InlineData("runs/ok-provenance.qg")]
    [InlineData("runs/fail-provenance.qg")]
    public async Task Single_quanta_read_at_random_are_those_of_the_whole(string name)
    {
        var archive = await OpenAsync(name);
        var whole = await archive.ReadAsync(TestContext.Current.CancellationToken);
        foreach (var quantum in whole.Quanta.Where((_, i) => i % 5 == 0))
        {
            var alone = await archive.ReadAsync([quantum.Id], TestContext.Current.CancellationToken);
            alone.Count.ShouldBe(1);
            Text(alone.Quanta.Single()).ShouldBe(Text(quantum));
            alone.InitQuanta.Select(q => q.Task?.Label).OfType<string>().ShouldBe([quantum.TaskLabel]);
        }
    }

    [Fact]
    public async Task A_quantum_that_is_not_in_the_file_is_named()
    {
        var archive = await OpenAsync("runs/ok.qg");
        var id = new Guid("01a1ffdd-0000-7000-8000-000000000000");
        (await Should.ThrowAsync<QuantumGraphException>(() => archive.ReadAsync([id], TestContext.Current.CancellationToken))).Message.ShouldContain(id.ToString());
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("fail")]
    public async Task A_provenance_graph_has_the_quanta_of_the_predicted_one(string name)
    {
        var predicted = await (await OpenAsync($"runs/{name}.qg")).ReadAsync(TestContext.Current.CancellationToken);
        var archive = await OpenAsync($"runs/{name}-provenance.qg");
        archive.Kind.ShouldBe(GraphKind.Provenance);
        var provenance = await archive.ReadAsync(TestContext.Current.CancellationToken);
        provenance.Quanta.Select(Text).Order(StringComparer.Ordinal).ShouldBe(predicted.Quanta.Select(Text).Order(StringComparer.Ordinal));
        provenance.Pipeline.Tasks.Select(t => t.ClassName).ShouldBe(["peertasks.StepATask", "peertasks.StepBTask", "peertasks.StepCTask", "peertasks.GatherTask"]);
    }

    [Fact]
    public async Task Quanta_wait_for_one_another_as_the_file_s_edges_say()
    {
        var graph = await (await OpenAsync("runs/ok.qg")).ReadAsync(TestContext.Current.CancellationToken);
        var dependencies = new QuantumDependencies(graph);
        // each of 8 data IDs passes through A, B, C, and four of them each go into one of two gatherings
        Enumerable.Range(0, graph.Count).Sum(q => dependencies.Followers(q).Count).ShouldBe(24);
        graph.Quanta.Where(q => q.TaskLabel == "gather").ShouldAllBe(q => q.Inputs["inp"].Count == 4 && q.Inputs["bias"].Count == 4);
    }

    [Theory]
    [InlineData("runs/ok.qg", 26)]
    [InlineData("runs/fail-provenance.qg", 26)]
    [InlineData("graphs/bias_minimum_0/whole.qg", null)]
    public async Task Files_can_be_looked_at_whatever_the_repository_holds(string name, int? quanta)
    {
        using var repository = new Execution.MixedRepository();
        await using (var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken))
            await butler.Registry.Collections.RegisterAsync(["u/test/run", "u/me/ok/20261121T204742Z"], CollectionType.Run, null, TestContext.Current.CancellationToken);
        using var writer = new StringWriter();
        var result = await new PipelineRunner(repository.Log, repository.Clock, new SkyButler.Pipelines.Tasks.TaskCatalog([])).BuildGraphAsync(
            new GraphRequest { Repository = repository.Root, GraphFile = SharedFiles.Golden(name) }, [ShowItem.Parse("graph")], writer, TestContext.Current.CancellationToken);
        result.Graph.Count.ShouldBe(quanta ?? result.Graph.Count);
        writer.ToString().Split('\n').Count(l => l.StartsWith("  Quantum ", StringComparison.Ordinal)).ShouldBe(result.Graph.Count);
    }

    private static Task<GraphArchive> OpenAsync(string name) => GraphArchive.OpenAsync(SharedFiles.Golden(name), null, TestContext.Current.CancellationToken);

    private static string Text(Quantum quantum) =>
        $"{quantum.Id} {quantum} {string.Join(" ", quantum.Inputs.Concat(quantum.Outputs).SelectMany(s => s.Value.Select(d => $"{s.Key}:{d.Id}:{d.DataId}:{d.Run}")).Order(StringComparer.Ordinal))}";
}
