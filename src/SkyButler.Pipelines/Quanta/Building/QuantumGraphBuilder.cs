using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Explaining;
using SkyButler.Pipelines.Quanta.Building.LookUps;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Registry.Collections;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>Builds quantum graphs.</summary>
internal sealed class QuantumGraphBuilder(Butler butler, PipelineGraph pipeline, GraphBuildOptions options, PipelineTools tools)
{
    private readonly ILogger log = tools.Log;
    private readonly DatasetIds ids = new(tools.Clock);
    private readonly DatasetLookup lookup = new(butler);
    private readonly DataIdSpace space = new();
    private int built;

    /// <summary>Builds the graph, which may have no quanta.</summary>
    /// <exception cref="QuantumGraphException">Something that the graph needs is not there.</exception>
    public async Task<QuantumGraph> BuildAsync(CancellationToken cancellationToken)
    {
        var (settings, parts, runExists) = await SkeletonsAsync(cancellationToken).ConfigureAwait(false);
        var tasks = new GraphAssembly(pipeline, space, ids).Assemble(parts);
        Report(parts, tasks);
        var initQuanta = tasks.Count == 0
            ? []
            : await new InitQuantaBuilder(butler, pipeline, settings, ids, runExists)
                .BuildAsync(tasks.Select(t => t.Task.Label).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        return new QuantumGraph(Header(), pipeline, tasks, initQuanta) { HasDatastoreRecords = options.WithDatastoreRecords };
    }

    /// <summary>Tells why quanta are in the graph, or not.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(string label, DataId wanted, CancellationToken cancellationToken)
    {
        var (_, parts, _) = await SkeletonsAsync(cancellationToken).ConfigureAwait(false);
        return await new QuantumExplainer(butler, pipeline, options).ExplainAsync(parts, label, wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(GraphBuildOptions Settings, IReadOnlyList<SubgraphSkeleton> Parts, bool RunExists)> SkeletonsAsync(CancellationToken cancellationToken)
    {
        if (options.Inputs.Count == 0)
            throw new QuantumGraphException("No input collections provided: name them by -i, or an output chain that has some by -o.");
        if (options.Retained is not null && options.SkipExistingIn.Count == 0)
            throw new QuantumGraphException("--retained-dataset-types makes sense only with --skip-existing-in, --skip-existing or --extend-run.");
        var run = await butler.Registry.Collections.FindAsync(options.OutputRun, cancellationToken).ConfigureAwait(false);
        if (run is not null && run.Type != CollectionType.Run)
            throw new QuantumGraphException($"The output run '{options.OutputRun}' is a {run.TypeName} collection; name another.");
        var settings = options with { SkipExistingIn = await ExistingAsync(options.SkipExistingIn, cancellationToken).ConfigureAwait(false) };
        var parts = await PartsAsync(settings, run is not null, cancellationToken).ConfigureAwait(false);
        if (options.PruneUnanchored is var (source, anchor))
            new UnanchoredQuanta(parts, log).Prune(source, anchor);
        return (settings, parts, run is not null);
    }

    private async Task<IReadOnlyList<SubgraphSkeleton>> PartsAsync(GraphBuildOptions settings, bool runExists, CancellationToken cancellationToken)
    {
        var parts = new List<SubgraphSkeleton>();
        var tables = new List<Queries.Composition.DataIdTable>();
        try
        {
            foreach (var file in options.DataIdTables)
                tables.Add(await DataIdTableReader.UploadAsync(butler, file, pipeline.Instrument, cancellationToken).ConfigureAwait(false));
            foreach (var part in Subgraph.Split(pipeline))
                if (await BuildAsync(part, settings, tables, runExists, cancellationToken).ConfigureAwait(false) is { } skeleton)
                    parts.Add(skeleton);
        }
        finally
        {
            foreach (var table in tables)
                await table.DisposeAsync().ConfigureAwait(false);
        }

        return parts;
    }

    private async Task<SubgraphSkeleton?> BuildAsync(
        Subgraph part, GraphBuildOptions settings, IReadOnlyList<Queries.Composition.DataIdTable> tables, bool runExists, CancellationToken cancellationToken)
    {
        var initial = new InitialQuery(butler, settings, tables, log);
        var rows = await initial.RunAsync(part, space, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            return null;
        log.LogDebug("Tasks {Labels}: {Rows} data IDs of {Dimensions}.", part.Labels, rows.Count, rows.Dimensions);
        var branches = new BranchSet(rows);
        await new SkyPixBranches(butler, branches).FillAsync(part.Groups, cancellationToken).ConfigureAwait(false);
        var skeleton = new SubgraphSkeleton(part, branches);
        if (options.KeepReasons)
            foreach (var task in skeleton.Tasks)
                task.Reasons = [];
        foreach (var nodes in skeleton.Datasets.Where(d => d.Type.Producer is null))
            await lookup.FillAsync(nodes, settings.Inputs, initial.Only is var (type, query) && type == nodes.Type ? query : null, cancellationToken).ConfigureAwait(false);
        await new OutputPlanner(lookup, ids, settings, runExists, log).PlanAsync(skeleton, cancellationToken).ConfigureAwait(false);
        var adjuster = new QuantumAdjuster(butler, new PrerequisiteFinder(butler, lookup, pipeline, settings.Inputs), log);
        foreach (var task in skeleton.Tasks)
        {
            await adjuster.AdjustAsync(task, cancellationToken).ConfigureAwait(false);
            tools.Progress?.Report(new("Building the quantum graph, task by task", ++built, pipeline.Tasks.Count));
        }

        return skeleton;
    }

    private async Task<IReadOnlyList<string>> ExistingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var existing = new List<string>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            if (await butler.Registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null)
                existing.Add(name);
        return existing;
    }

    private void Report(IReadOnlyList<SubgraphSkeleton> parts, IReadOnlyList<TaskQuanta> tasks)
    {
        foreach (var task in parts.SelectMany(p => p.Tasks))
        {
            var skipped = task.IsSkipped.Count(s => s);
            if (tasks.All(t => t.Task.Label != task.Task.Label))
                log.LogInformation(
                    "Dropping task '{Label}' because no quanta remain ({Reason}).", task.Task.Label,
                    skipped > 0 ? $"{skipped} were done before" : "it has nothing to do");
            else if (skipped > 0)
                log.LogInformation("Skipping {Skipped} quanta of task '{Label}' that were done before.", skipped, task.Task.Label);
        }
    }

    private QuantumGraphHeader Header() => new()
    {
        Inputs = options.Inputs,
        Output = options.Output,
        OutputRun = options.OutputRun,
        User = Environment.UserName,
        Timestamp = tools.Clock.GetUtcNow(),
        Command = string.Join(' ', options.Command),
        Metadata = options.Metadata,
    };
}
