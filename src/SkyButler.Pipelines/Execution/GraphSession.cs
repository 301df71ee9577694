using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Mocks;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Building;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;

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

    private static async Task<GraphSession> BuildAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        var pipeline = await new PipelineSource(tools.Catalog, tools.Sources, tools.Log).GetAsync(request.Pipeline, cancellationToken).ConfigureAwait(false);
        if (pipeline.Tasks.Count == 0)
            throw new ExecutionException("The pipeline has no tasks: name one by -p, or add tasks by -t.");
        if (pipeline.Contracts.Count > 0)
            tools.Log.LogWarning("{Count} contract(s) of the pipeline are kept but not evaluated.", pipeline.Contracts.Count);
        var tasks = await new TaskGraphFactory(tools.Catalog, tools.Sources, tools.Log).MakeAsync(pipeline, cancellationToken).ConfigureAwait(false);
        var graph = await PipelineGraphFactory.ResolveAsync(
            butler, pipeline, request.Mock is { } mock ? MockPipeline.Of(tasks, mock) : tasks, cancellationToken).ConfigureAwait(false);
        await PipelineSource.SaveAsync(pipeline, request.Pipeline, cancellationToken).ConfigureAwait(false);
        var plan = await new CollectionPlanner(butler.Registry.Collections, tools.Clock).PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var options = new GraphBuildOptions
        {
            Inputs = plan.SearchPath,
            Output = plan.Output,
            OutputRun = plan.OutputRun,
            Where = request.DataQuery,
            DatasetQueryConstraint = request.DatasetQueryConstraint,
            SkipExistingIn = SkipExistingIn(request, plan),
            Clobber = request.ClobberOutputs && plan.OutputRunExists,
            Command = request.Command,
            Metadata = Metadata(request),
        };
        var quanta = await new QuantumGraphBuilder(butler, graph, options, tools).BuildAsync(cancellationToken).ConfigureAwait(false);
        return new GraphSession(butler, plan, quanta);
    }

    private static async Task<GraphSession> LoadAsync(Butler butler, GraphRequest request, PipelineTools tools, CancellationToken cancellationToken)
    {
        if (request.Pipeline.Location is not null || request.Pipeline.Edits.Count > 0)
            throw new ExecutionException("A saved graph (-g) and a pipeline (-p, -t, -c) contradict each other; give one.");
        var graph = await GraphFile.LoadAsync(
            request.GraphFile!, butler, tools.Catalog, tools.Sources, request.Quanta.Count > 0 ? request.Quanta : null, cancellationToken).ConfigureAwait(false);
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

    // The run itself is searched last.
    private static IReadOnlyList<string> SkipExistingIn(GraphRequest request, CollectionPlan plan) =>
        request.SkipExisting || request.ExtendRun ? [.. request.SkipExistingIn, plan.OutputRun] : request.SkipExistingIn;

    private static OrderedDictionary<string, object?> Metadata(GraphRequest request) => new(StringComparer.Ordinal)
    {
        ["butler_argument"] = request.Repository,
        ["extend_run"] = request.ExtendRun,
        ["skip_existing_in"] = request.SkipExistingIn.ToList(),
        ["skip_existing"] = request.SkipExisting || request.ExtendRun,
        ["data_query"] = request.DataQuery,
    };
}
