using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>Finds what tasks read once, and plans what they and the pipeline write once.</summary>
internal sealed class InitQuantaBuilder(Butler butler, PipelineGraph pipeline, GraphBuildOptions options, DatasetIds ids, bool runExists)
{
    private readonly Dictionary<string, DatasetRef> made = new(StringComparer.Ordinal);
    private readonly DataCoordinate noDataId = new(pipeline.Universe.Empty, []);

    /// <summary>The init-quanta: the pipeline's, then one for each task that has quanta. Tasks without quanta lend what they have made before.</summary>
    public async Task<IReadOnlyList<InitQuantum>> BuildAsync(IReadOnlySet<string> active, CancellationToken cancellationToken)
    {
        var packages = new DatasetType(PipelineGraph.PackagesName, pipeline.Universe.Empty, "Packages");
        var registered = await butler.Registry.DatasetTypes.FindAsync(packages.Name, cancellationToken).ConfigureAwait(false);
        var packagesRef = await OutputAsync(registered ?? packages, registered is not null, cancellationToken).ConfigureAwait(false);
        var quanta = new List<InitQuantum>
        {
            new(null, ids.MakeUnique(), new Dictionary<string, DatasetRef>(), new Dictionary<string, DatasetRef> { [packages.Name] = packagesRef }),
        };
        foreach (var task in pipeline.Tasks)
        {
            if (active.Contains(task.Label))
                quanta.Add(await TaskAsync(task, cancellationToken).ConfigureAwait(false));
            else
                await LendAsync(task, cancellationToken).ConfigureAwait(false);
        }

        return quanta;
    }

    private async Task<InitQuantum> TaskAsync(TaskNode task, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, DatasetRef>(StringComparer.Ordinal);
        foreach (var edge in task.EdgesOf(EdgeKind.InitInput))
            inputs[edge.ConnectionName] = await InputAsync(edge, cancellationToken).ConfigureAwait(false);
        var outputs = new Dictionary<string, DatasetRef>(StringComparer.Ordinal);
        foreach (var edge in task.EdgesOf(EdgeKind.InitOutput))
        {
            var node = pipeline.TypeOf(edge);
            outputs[edge.ConnectionName] = made[node.Name] = await OutputAsync(node.Type, node.IsRegistered, cancellationToken).ConfigureAwait(false);
        }

        return new InitQuantum(task, ids.MakeUnique(), inputs, outputs);
    }

    private async Task<DatasetRef> InputAsync(TaskEdge edge, CancellationToken cancellationToken)
    {
        var node = pipeline.TypeOf(edge);
        if (made.TryGetValue(node.Name, out var upstream))
            return upstream;
        return await FindAsync(node.Type, node.IsRegistered, options.Inputs, cancellationToken).ConfigureAwait(false)
            ?? throw new MissingInitInputException(
                $"The init-input {edge} ('{node.Name}') is not in {string.Join(", ", options.Inputs)}, and no task that has quanta makes it.");
    }

    private async Task LendAsync(TaskNode task, CancellationToken cancellationToken)
    {
        foreach (var node in task.EdgesOf(EdgeKind.InitOutput).Select(pipeline.TypeOf).Where(n => n.Consumers.Count > 0))
            if (await FindAsync(node.Type, node.IsRegistered, options.SkipExistingIn, cancellationToken).ConfigureAwait(false) is { } stored)
                made[node.Name] = stored;
    }

    private async Task<DatasetRef> OutputAsync(DatasetType type, bool isRegistered, CancellationToken cancellationToken) =>
        (runExists ? await FindAsync(type, isRegistered, [options.OutputRun], cancellationToken).ConfigureAwait(false) : null)
        ?? new DatasetRef(type, noDataId, options.OutputRun, ids.MakeUnique());

    private async Task<DatasetRef?> FindAsync(DatasetType type, bool isRegistered, IReadOnlyList<string> collections, CancellationToken cancellationToken) =>
        isRegistered && collections.Count > 0
            ? (await butler.Registry.Datasets.FindAsync(type, [noDataId], collections, null, cancellationToken).ConfigureAwait(false))[0]
            : null;
}
