using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Graphs.Errors;

namespace SkyButler.Pipelines.Tests.Graphs;

public sealed class PipelineResolverTests
{
    private static readonly DimensionUniverse Universe = DimensionUniverse.Default;

    private static readonly StorageClassCatalog StorageClasses = new(
    [
        new StorageClass { Name = "StructuredDataDict", PythonType = "dict" },
        new StorageClass { Name = "Other", PythonType = "other.Type" },
        new StorageClass { Name = "FromDict", PythonType = "from.Dict", Converters = new Dictionary<string, string> { ["dict"] = "f" } },
        new StorageClass { Name = "Composite", PythonType = "comp.Type", Components = new Dictionary<string, string> { ["part"] = "StructuredDataDict", ["rest"] = "Other" } },
    ]);

    [Fact]
    public async Task Unregistered_types_are_defined_by_who_makes_them()
    {
        var graph = await ResolveAsync(TestPipelines.Peer);
        graph.DatasetTypes["a_out"].Type.ShouldBe(new DatasetType("a_out", Universe.Conform(["instrument", "exposure", "detector"]), "StructuredDataDict"));
        graph.DatasetTypes["bias_info"].IsPrerequisite.ShouldBeTrue();
        graph.DatasetTypes["raw_md"].IsInitialQueryConstraint.ShouldBeTrue();
        graph.OverallInputs.Select(i => i.Name).ShouldBe(["bias_info", "raw_md"]);
    }

    [Fact]
    public async Task The_registry_counts_more_where_classes_can_be_converted()
    {
        var registered = Type("a_out", "FromDict");
        var exception = await Should.ThrowAsync<IncompatibleDatasetTypeException>(() => ResolveAsync(TestPipelines.Peer, registered));
        exception.Message.ShouldContain("stepB.inp reads 'a_out' as StructuredDataDict");
        (await ResolveAsync("description: d\ntasks: {stepA: peertasks.StepATask}", registered)).DatasetTypes["a_out"].Type.StorageClass.ShouldBe("FromDict");
    }

    [Fact]
    public async Task Other_dimensions_are_refused() =>
        (await Should.ThrowAsync<IncompatibleDatasetTypeException>(() => ResolveAsync(
            TestPipelines.Peer, new DatasetType("raw_md", Universe.Conform(["instrument", "exposure"]), "StructuredDataDict"))))
        .Message.ShouldContain("{instrument, detector, exposure}");

    [Fact]
    public async Task A_prerequisite_may_not_be_made_in_the_pipeline() =>
        await Should.ThrowAsync<ConnectionTypeConsistencyException>(() => ResolveAsync(
            TestPipelines.Peer.Replace("stepB: peertasks.StepBTask", "stepB: {class: peertasks.StepBTask, config: {connections.out: bias_info}}", StringComparison.Ordinal)));

    [Fact]
    public async Task A_component_needs_a_known_parent()
    {
        var text = "description: d\ntasks:\n  a: {class: peertasks.StepATask, config: {connections.inp: whole.part}}";
        await Should.ThrowAsync<UnresolvedDatasetTypeException>(() => ResolveAsync(text));
        (await ResolveAsync(text, Type("whole", "Composite"))).DatasetTypes["whole"].Consumers.Single().Component.ShouldBe("part");
        (await Should.ThrowAsync<IncompatibleDatasetTypeException>(() => ResolveAsync(text.Replace(".part", ".parts", StringComparison.Ordinal), Type("whole", "Composite"))))
            .Message.ShouldContain("Did you mean 'part'?");
    }

    [Fact]
    public async Task A_dimension_that_is_not_there_is_named() =>
        (await Should.ThrowAsync<PipelineGraphException>(() => ResolveAsync(
            "description: d\ntasks:\n  a: {class: mock.Task, config: {dimensions: [instrument, detectr], outputs: {o: {dataset_type_name: o}}}}")))
        .Message.ShouldEndWith("Did you mean 'detector'?");

    private static DatasetType Type(string name, string storageClass) => new(name, Universe.Conform(["instrument", "exposure", "detector"]), storageClass);

    private static async Task<PipelineGraph> ResolveAsync(string text, params DatasetType[] registered) => new PipelineResolver(Universe, StorageClasses).Resolve(
        await TestPipelines.ParseAsync(text), await TestPipelines.TasksAsync(text), null, registered.ToDictionary(t => t.Name));
}
