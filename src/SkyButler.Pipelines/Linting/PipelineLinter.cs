using SkyButler.Dimensions;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Contracts;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Linting;

/// <summary>Finds what can't work in a pipeline before any data are touched: everything at once, not the first thing only.</summary>
internal sealed class PipelineLinter(PipelineTools tools, Butler? butler)
{
    private readonly List<LintFinding> findings = [];

    public async Task<IReadOnlyList<LintFinding>> LintAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        Pipeline pipeline;
        try
        {
            pipeline = await new PipelineSource(tools.Catalog, tools.Sources, tools.Log).GetAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (PipelineException e)
        {
            Error(e.Message);
            return findings;
        }

        if (pipeline.Tasks.Count == 0)
            Error("The pipeline has no tasks.");
        CheckDeclaration(pipeline);
        if (await TasksAsync(pipeline, cancellationToken).ConfigureAwait(false) is { } tasks)
            await CheckAsync(pipeline, tasks, cancellationToken).ConfigureAwait(false);
        return findings;
    }

    private void CheckDeclaration(Pipeline pipeline)
    {
        foreach (var subset in pipeline.Subsets.Where(s => s.Tasks.Count == 0))
            Warning($"The subset '{subset.Label}' is empty.");
        var used = pipeline.Tasks.SelectMany(t => t.Configs).SelectMany(c => c.Values).Select(v => v.Value).OfType<string>()
            .Concat(pipeline.Tasks.SelectMany(t => t.Configs).Select(c => c.Python).OfType<string>()).ToList();
        foreach (var parameter in pipeline.Parameters.Where(p => !used.Exists(u => u.Contains($"{Pipeline.ParametersLabel}.{p.Field}", StringComparison.Ordinal))))
            Warning($"{parameter.Location}: the parameter '{parameter.Field}' is not used by the configuration of any task.");
    }

    // The graph where all tasks can be made; what keeps the others from it is found for each.
    private async Task<TaskGraph?> TasksAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var factory = new TaskGraphFactory(tools.Catalog, tools.Sources, tools.Log);
        var nodes = new List<TaskNode>();
        foreach (var task in pipeline.Tasks)
        {
            try
            {
                nodes.Add(await factory.MakeAsync(task, pipeline, cancellationToken).ConfigureAwait(false));
            }
            catch (PipelineException e)
            {
                Error(e.Message);
            }
        }

        if (nodes.Count < pipeline.Tasks.Count)
            return null;
        try
        {
            return new TaskGraph(nodes);
        }
        catch (PipelineException e)
        {
            Error(e.Message);
            return null;
        }
    }

    private async Task CheckAsync(Pipeline pipeline, TaskGraph tasks, CancellationToken cancellationToken)
    {
        foreach (var contract in pipeline.Contracts)
        {
            if (ContractChecker.Holds(contract, tasks, out var problem) is not { } holds)
                Warning($"The contract '{contract.Expression}' can't be evaluated: {problem}.");
            else if (!holds)
                Error($"The contract '{contract.Expression}' does not hold{(contract.Message is { } message ? $": {message}" : "")}.");
        }

        foreach (var problem in StepChecker.Problems(pipeline.Steps, pipeline.Subsets, tasks, butler?.Universe ?? DimensionUniverse.Default))
            Error(problem);
        if (butler is null)
            return;
        try
        {
            var graph = await PipelineGraphFactory.ResolveAsync(butler, pipeline, tasks, cancellationToken).ConfigureAwait(false);
            CheckInputs(graph);
        }
        catch (ButlerException e)
        {
            Error(e.Message);
        }
    }

    private void CheckInputs(PipelineGraph graph)
    {
        foreach (var input in graph.OverallInputs.Where(i => !i.IsRegistered))
        {
            var needs = input.Consumers.Where(c => c.Connection is not InputConnection { Minimum: 0 }).ToList();
            if (needs.Count > 0)
                Error($"No dataset type '{input.Name}' is registered, which {string.Join(" and ", needs)} needs; ingest or make it first.");
            else
                Warning($"No dataset type '{input.Name}' is registered, which {string.Join(" and ", input.Consumers)} would read.");
        }
    }

    private void Error(string message) => findings.Add(new(LintSeverity.Error, message.ReplaceLineEndings(" ")));

    private void Warning(string message) => findings.Add(new(LintSeverity.Warning, message.ReplaceLineEndings(" ")));
}
