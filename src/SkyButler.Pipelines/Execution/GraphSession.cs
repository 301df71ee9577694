using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Contracts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Freshness;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Graphs.Selecting;
using SkyButler.Pipelines.Mocks;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Building;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing.Drawings;
using SkyButler.Pipelines.Tasks;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Pipelines.Execution;

/// <summary>A graph with the repository and the collections that it is for.</summary>
internal sealed record GraphSession(Butler Butler, CollectionPlan Collections, QuantumGraph Graph)
{
    /// <summary>Builds the graph of a request, or loads it.</summary>
    public static Task<GraphSession> OpenAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        tools = tools with { Catalog = tools.Catalog.With(butler.Config.Names.Task) };
        return request.GraphFile is null
            ? BuildAsync(butler, request, tools, cancellationToken)
            : LoadAsync(butler, request, tools, cancellationToken);
    }

    /// <summary>Tells why quanta of a task are in the graph of a request, or not.</summary>
    public static async Task<IReadOnlyList<string>> ExplainAsync(
        Butler butler, GraphRequest request, PipelineTools tools, string label, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        tools = tools with { Catalog = tools.Catalog.With(butler.Config.Names.Task) };
        var (_, pipeline, options) = await PlanAsync(butler, request, tools, keepReasons: true, cancellationToken).ConfigureAwait(false);
        var wanted = new DataId();
        foreach (var (name, text) in values)
            wanted[name] = butler.Universe[name].PrimaryKey is { Type: ColumnType.Int } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;
        return await new QuantumGraphBuilder(butler, pipeline, options, tools).ExplainAsync(label, wanted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of all quanta of a request whether they would run again.</summary>
    public static async Task<IReadOnlyList<QuantumFreshness>> JudgeAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        RefuseSkipping(request);
        tools = tools with { Catalog = tools.Catalog.With(butler.Config.Names.Task) };
        var (_, pipeline, options) = await PlanAsync(butler, request, tools, keepReasons: false, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(butler, pipeline, options, tools, cancellationToken).ConfigureAwait(false);
    }

    // Of a graph from which nothing is left out.
    private static async Task<IReadOnlyList<QuantumFreshness>> JudgeAsync(
        Butler butler, PipelineGraph pipeline, GraphBuildOptions options, PipelineTools tools, CancellationToken cancellationToken)
    {
        var all = options with { SkipExistingIn = [], Retained = null, Clobber = true };
        var graph = await new QuantumGraphBuilder(butler, pipeline, all, tools).BuildAsync(cancellationToken).ConfigureAwait(false);
        return await new FreshnessAnalysis(butler, graph, options.Inputs).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseSkipping(GraphRequest request)
    {
        if (request.SkipExisting || request.SkipExistingIn.Count > 0)
            throw new ExecutionException("What is fresh is found out, and not said: leave --skip-existing and --skip-existing-in out, or --if-stale.");
        if (request.GraphFile is not null)
            throw new ExecutionException("A saved graph has the quanta that it has; give the pipeline (-p) to find out which of them would run again.");
    }

    private static async Task<GraphSession> BuildAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        var (plan, pipeline, options) = await PlanAsync(butler, request, tools, keepReasons: false, cancellationToken).ConfigureAwait(false);
        if (request.IfStale)
        {
            RefuseSkipping(request);
            var judged = await JudgeAsync(butler, pipeline, options, tools, cancellationToken).ConfigureAwait(false);
            tools.Log.LogInformation("{Stale} of {All} quanta would run again.", judged.Count(q => !q.IsFresh), judged.Count);
            options = options with
            {
                SkipExistingIn = options.Inputs,
                Clobber = plan.OutputRunExists,
                Fresh = judged.Where(q => q.IsFresh).GroupBy(q => q.TaskLabel, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, IReadOnlySet<DataCoordinate> (g) => g.Select(q => q.DataId).ToHashSet(), StringComparer.Ordinal),
            };
        }

        return new GraphSession(butler, plan, await new QuantumGraphBuilder(butler, pipeline, options, tools).BuildAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task<(CollectionPlan Plan, PipelineGraph Pipeline, GraphBuildOptions Options)> PlanAsync(
        Butler butler, GraphRequest request, PipelineTools tools, bool keepReasons, CancellationToken cancellationToken)
    {
        var pipeline = await new PipelineSource(tools.Catalog, tools.Sources, tools.Log).GetAsync(request.Pipeline, cancellationToken).ConfigureAwait(false);
        if (pipeline.Tasks.Count == 0)
            throw new ExecutionException("The pipeline has no tasks: name one by -p, or add tasks by -t.");
        var tasks = await new TaskGraphFactory(tools.Catalog, tools.Sources, tools.Log).MakeAsync(pipeline, cancellationToken).ConfigureAwait(false);
        ContractChecker.Check(pipeline, tasks, tools.Log);
        if (request.Pipeline.SelectTasks is { } expression)
            tasks = TaskSelection.Apply(tasks, pipeline.Subsets, expression);
        var graph = await PipelineGraphFactory.ResolveAsync(
            butler, pipeline, request.Mock is { } mock ? MockPipeline.Of(tasks, mock) : tasks, cancellationToken).ConfigureAwait(false);
        await PipelineSource.SaveAsync(pipeline, request.Pipeline, tools.Catalog, cancellationToken).ConfigureAwait(false);
        await PipelineDrawings.WriteAsync(request.Pipeline, graph.TaskGraph, graph, cancellationToken).ConfigureAwait(false);
        var plan = await new CollectionPlanner(butler.Registry.Collections, tools.Clock).PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var options = new GraphBuildOptions
        {
            Inputs = plan.SearchPath,
            Output = plan.Output,
            OutputRun = plan.OutputRun,
            Where = request.DataQuery,
            DatasetQueryConstraint = request.DatasetQueryConstraint,
            SkipExistingIn = SkipExistingIn(request, plan),
            Retained = await RetainedAsync(request, tools, cancellationToken).ConfigureAwait(false),
            PruneUnanchored = request.PruneUnanchored,
            DataIdTables = request.DataIdTables,
            WithDatastoreRecords = request.WithDatastoreRecords,
            KeepReasons = keepReasons,
            Clobber = request.ClobberOutputs && plan.OutputRunExists,
            Command = request.Command,
            Metadata = Metadata(request, graph.Tasks),
        };
        return (plan, graph, options);
    }

    /// <summary>The graph of a file, to be looked at.</summary>
    public static Task<QuantumGraph> ReadAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken) =>
        ReadAsync(butler, request, tools, (_, _, _) => Task.CompletedTask, cancellationToken);

    private static async Task<QuantumGraph> ReadAsync(
        Butler butler, GraphRequest request, PipelineTools tools, Func<QuantumGraphHeader, TaskCatalog, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        if (request.IfStale)
            RefuseSkipping(request);
        if (request.Pipeline.Location is not null || request.Pipeline.Edits.Count > 0)
            throw new ExecutionException("A saved graph (-g) and a pipeline (-p, -t, -c) contradict each other; give one.");
        var catalog = tools.Catalog.With(butler.Config.Names.Task);
        var archive = await GraphArchive.OpenAsync(
            request.GraphFile!, tools.Sources, butler, catalog, (header, token) => prepare(header, catalog, token), cancellationToken).ConfigureAwait(false);
        return request.Quanta.Count > 0
            ? await archive.ReadAsync(request.Quanta, cancellationToken).ConfigureAwait(false)
            : await archive.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<GraphSession> LoadAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        var graph = await ReadAsync(butler, request, tools, GraphTaskSources.LoadOwnAsync, cancellationToken).ConfigureAwait(false);
        if (request.OutputRun is { } run && run != graph.OutputRun)
            throw new ExecutionException($"The graph writes to '{graph.OutputRun}', not to '{run}'; leave --output-run out, or build it anew.");
        var plan = await new CollectionPlanner(butler.Registry.Collections, tools.Clock).PlanAsync(
            request with
            {
                OutputRun = graph.OutputRun,
                Output = request.Output ?? graph.Header.Output,
                Inputs = request.Inputs.Count > 0 || request.Output is not null ? request.Inputs : graph.Header.Inputs,
            },
            cancellationToken).ConfigureAwait(false);
        return new GraphSession(butler, plan, graph);
    }

    private static async Task<IReadOnlyList<string>?> RetainedAsync(GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        if (request.RetainedDatasetTypes is not { } file)
            return null;
        var path = ResourcePath.Parse(file, tools.Sources.WorkingDirectory, tools.Sources.Environment);
        try
        {
            var text = await tools.Sources.Stores.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return YamlReader.Read(text, file, new YamlReadOptions()) is ConfigSequence { Items.Count: > 0 } list && list.Items.All(i => i is ConfigScalar { Text: not null })
                ? [.. list.Items.Select(i => ((ConfigScalar)i).Text!)]
                : throw new ExecutionException($"The file '{file}' of --retained-dataset-types must be a list of names or patterns of dataset types, with at least one.");
        }
        catch (Exception e) when (e is ResourceException or ConfigException)
        {
            throw new ExecutionException($"The file '{file}' of --retained-dataset-types can't be read: {e.Message}", e);
        }
    }

    // The run itself is searched last.
    private static IReadOnlyList<string> SkipExistingIn(GraphRequest request, CollectionPlan plan) =>
        request.SkipExisting || request.ExtendRun ? [.. request.SkipExistingIn, plan.OutputRun] : request.SkipExistingIn;

    private static OrderedDictionary<string, object?> Metadata(GraphRequest request, IEnumerable<TaskNode> tasks) => new(GraphTaskSources.Of(tasks), StringComparer.Ordinal)
    {
        ["butler_argument"] = request.Repository,
        ["extend_run"] = request.ExtendRun,
        ["skip_existing_in"] = request.SkipExistingIn.ToList(),
        ["skip_existing"] = request.SkipExisting || request.ExtendRun,
        ["retained_dataset_types"] = request.RetainedDatasetTypes,
        ["data_query"] = request.DataQuery,
    };
}
