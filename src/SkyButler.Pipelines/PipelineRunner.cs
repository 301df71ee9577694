using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Pipelines.Contracts;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Freshness;
using SkyButler.Pipelines.Execution.QuantumBacked;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Graphs.Selecting;
using SkyButler.Pipelines.Linting;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Provenance.Pages;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Drawings;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Showing.Drawings;
using SkyButler.Pipelines.Tasks;
using SkyButler.Registry;

namespace SkyButler.Pipelines;

/// <summary>Builds and runs pipelines: one method for each of <c>pipetask</c>'s commands.</summary>
public sealed class PipelineRunner
{
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly TimeProvider clock;
    private readonly TaskCatalog catalog;
    private readonly ConfigSources sources;
    private readonly IProgress<WorkProgress>? progress;

    /// <summary>Makes a runner.</summary>
    /// <param name="logs">Where messages go.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="catalog">Task classes; null for those that come along and those in <c>plugins/</c>.</param>
    /// <param name="sources">Where files are read from; null for this process's own.</param>
    /// <param name="progress">Is told how far long work has come; null for nobody.</param>
    public PipelineRunner(
        ILoggerFactory logs, TimeProvider? clock = null, TaskCatalog? catalog = null, ConfigSources? sources = null, IProgress<WorkProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(logs);
        this.progress = progress;
        this.logs = logs;
        log = logs.CreateLogger("skybutler.pipelines");
        this.clock = clock ?? TimeProvider.System;
        this.sources = sources ?? ConfigSources.Default;
        this.catalog = catalog ?? ShippedTasks.Catalog(this.sources.Environment, warning => log.LogWarning("{Warning}", warning));
    }

    /// <summary>Reads, changes and saves a pipeline, whose tasks must be known, and shows what is asked for (<c>pipetask build</c>).</summary>
    /// <param name="request">The pipeline.</param>
    /// <param name="items">What to show; items that need a quantum graph are passed over.</param>
    /// <param name="writer">Where it is shown.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="PipelineException">The pipeline is not in order, or an item is not found in it.</exception>
    public async Task BuildPipelineAsync(PipelineRequest request, IReadOnlyList<ShowItem> items, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(writer);
        if (request.SelectTasks is not null && items.FirstOrDefault(i => i.Name is ShowItem.Pipeline or ShowItem.Subsets) is { } whole)
            throw new PipelineException($"--show {whole} tells of the whole declaration, and can't be limited by --select-tasks; leave one out.");
        var butler = request.Repository is { } repository ? await OpenAsync(repository, [], RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            var tools = butler is null ? Tools() : Tools() with { Catalog = catalog.With(butler.Config.Names.Task) };
            var pipeline = await new PipelineSource(tools.Catalog, sources, log).GetAsync(request, cancellationToken).ConfigureAwait(false);
            // The declaration can be looked at even where its tasks are unknown here, and is without compiling those that are files.
            foreach (var _ in items.Where(i => i.Name == ShowItem.Pipeline))
                await writer.WriteAsync(PipelineWriter.Write(pipeline)).ConfigureAwait(false);
            var factory = new TaskGraphFactory(tools.Catalog, sources, log);
            var unknown = factory.Unknown(pipeline);
            if ((unknown.Count > 0 || pipeline.Tasks.Any(factory.IsFile)) && request is { SelectTasks: null, DotPath: null, MermaidPath: null } && items.Count > 0
                && items.All(i => i.Name is ShowItem.Pipeline or ShowItem.Subsets))
            {
                if (unknown.Count > 0)
                    log.LogWarning(
                        "{Count} of {All} tasks have no counterpart here, and can be looked at but not run: {Tasks}.", unknown.Count, pipeline.Tasks.Count,
                        string.Join(", ", unknown.Select(t => $"{t.Label} ({t.ClassName})")));
                foreach (var _ in items.Where(i => i.Name == ShowItem.Subsets))
                    await PipelineShowing.WriteSubsetsAsync(pipeline, writer).ConfigureAwait(false);
                await PipelineSource.SaveAsync(pipeline, request, tools.Catalog, cancellationToken).ConfigureAwait(false);
                return;
            }

            var tasks = await factory.MakeAsync(pipeline, cancellationToken).ConfigureAwait(false);
            ContractChecker.Check(pipeline, tasks, log);
            if (request.SelectTasks is { } expression)
                tasks = TaskSelection.Apply(tasks, pipeline.Subsets, expression);
            var resolved = butler is null ? null : await PipelineGraphFactory.ResolveAsync(butler, pipeline, tasks, cancellationToken).ConfigureAwait(false);
            await PipelineSource.SaveAsync(pipeline, request, tools.Catalog, cancellationToken).ConfigureAwait(false);
            await PipelineDrawings.WriteAsync(request, tasks, resolved, cancellationToken).ConfigureAwait(false);
            var showing = new PipelineShowing(pipeline, tasks, resolved);
            foreach (var item in items.Where(i => !i.NeedsGraph && i.Name != ShowItem.Pipeline))
                await showing.WriteAsync(item, writer).ConfigureAwait(false);
        }
        finally
        {
            if (butler is not null)
                await butler.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Finds what can't work in a pipeline, before any data are touched (<c>pipetask lint</c>).</summary>
    /// <param name="request">The pipeline, with the repository that it is to fit, if any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<LintFinding>> LintAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Repository is not { } repository)
            return await new PipelineLinter(Tools(), null).LintAsync(request, cancellationToken).ConfigureAwait(false);
        var butler = await OpenAsync(repository, [], RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
            return await new PipelineLinter(Tools() with { Catalog = catalog.With(butler.Config.Names.Task) }, butler).LintAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds or loads a quantum graph, and saves or draws it as asked (<c>pipetask qgraph</c>).</summary>
    public Task<GraphResult> BuildGraphAsync(GraphRequest request, CancellationToken cancellationToken) =>
        BuildGraphAsync(request, [], TextWriter.Null, cancellationToken);

    /// <summary>Builds or loads a quantum graph, saves or draws it as asked, and shows items of it (<c>pipetask qgraph --show</c>).</summary>
    /// <param name="request">The graph.</param>
    /// <param name="items">What to show; items that need no quantum graph are passed over.</param>
    /// <param name="writer">Where it is shown.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<GraphResult> BuildGraphAsync(GraphRequest request, IReadOnlyList<ShowItem> items, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var butler = await OpenAsync(request, RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
        {
            // A graph that is only looked at needs no collections to write to.
            var graph = request.GraphFile is null
                ? (await GraphSession.OpenAsync(butler, request, Tools(), cancellationToken).ConfigureAwait(false)).Graph
                : await GraphSession.ReadAsync(butler, request, Tools(), cancellationToken).ConfigureAwait(false);
            await WriteAsync(butler, graph, request, cancellationToken).ConfigureAwait(false);
            foreach (var item in items.Where(i => i.NeedsGraph))
                await new QuantaShowing(butler, graph).WriteAsync(item, writer, cancellationToken).ConfigureAwait(false);
            if (request.Summary is { } path)
                await OutputFile.WriteAsync(
                    path, w => w.WriteAsync(RunReport.Write(graph, QuantumStatus.Success, request.Command, [], null)), cancellationToken).ConfigureAwait(false);
            return new GraphResult(graph, graph.Count == 0 && !request.IfStale ? 1 : 0);
        }
    }

    /// <summary>Tells why quanta of a task are in the graph that a request would build, or what keeps them out (<c>pipetask why</c>).</summary>
    /// <param name="request">The graph; nothing is written.</param>
    /// <param name="label">Label of the task.</param>
    /// <param name="values">Values of dimensions as written, of as many as are wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Lines of text.</returns>
    public async Task<IReadOnlyList<string>> ExplainAsync(
        GraphRequest request, string label, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(values);
        var butler = await OpenAsync(request, RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
            return await GraphSession.ExplainAsync(butler, request, Tools(), label, values, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of each quantum whether it would run again, and why (<c>pipetask why-run</c>); nothing is written.</summary>
    /// <param name="request">The graph.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>All quanta, tasks in order.</returns>
    /// <exception cref="PipelineException">The graph can't be built.</exception>
    public async Task<IReadOnlyList<QuantumFreshness>> WhyRunAsync(GraphRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var butler = await OpenAsync(request, RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
            return await GraphSession.JudgeAsync(butler, request, Tools(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds or loads a quantum graph and executes it (<c>pipetask run</c>).</summary>
    public async Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var butler = await OpenAsync(request.Graph, RegistryAccess.ReadWrite, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
        {
            var session = await GraphSession.OpenAsync(butler, request.Graph, Tools(), cancellationToken).ConfigureAwait(false);
            await WriteAsync(butler, session.Graph, request.Graph, cancellationToken).ConfigureAwait(false);
            if (session.Graph.Count == 0)
                return new RunResult(session.Graph.OutputRun, [], request.Graph.IfStale ? 0 : 1);
            log.LogInformation("QuantumGraph contains {Quanta} quanta for {Tasks} tasks.", session.Graph.Count, session.Graph.Tasks.Count);
            var result = await new RunSession(session, request, logs, Tools()).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            if (request.ReportHtml is { } page)
                await WritePageAsync(butler, result.OutputRun, page, cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    // What became of the run does not depend on whether it can be shown.
    private async Task WritePageAsync(Butler butler, string run, string page, CancellationToken cancellationToken)
    {
        try
        {
            await RunPage.WriteAsync(butler, run, page, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ButlerException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The page '{Page}' is not written: {Reason}", page, e.Message);
        }
    }

    /// <summary>
    /// Writes what the tasks of a saved graph write once, without the repository's database (<c>pipetask pre-exec-init-qbb</c>); what is there already
    /// is compared and stays.
    /// </summary>
    /// <exception cref="PipelineException">The graph can't be read, or something that is there differs.</exception>
    public async Task PrepareQuantumBackedAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var repository = await QuantumBackedRepository.OpenForInitAsync(request.Graph, Tools(), cancellationToken).ConfigureAwait(false);
        await using var closing = repository.ConfigureAwait(false);
        var options = new InitWriterOptions { RunExists = true, WriteVersions = !request.NoVersions, SkipExisting = true, CompareExisting = true, KeepsConfigs = true };
        await new InitWriter(repository.Butler.With(run: repository.Graph.OutputRun), repository.Graph, logs, options).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Executes quanta of a saved graph without the repository's database (<c>pipetask run-qbb</c>): the graph's file tells what there is to read, and
    /// outputs go where the datastore would have put them. <c>butler transfer-from-graph</c> registers them afterwards.
    /// </summary>
    /// <exception cref="PipelineException">The graph can't be read, or does not tell where its inputs are.</exception>
    public async Task<RunResult> RunQuantumBackedAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var repository = await QuantumBackedRepository.OpenAsync(request.Graph, Tools(), cancellationToken).ConfigureAwait(false);
        await using var closing = repository.ConfigureAwait(false);
        var graph = repository.Graph;
        var session = new GraphSession(repository.Butler, new CollectionPlan { OutputRun = graph.OutputRun, OutputRunExists = true }, graph);
        return await new RunSession(session, request, logs, Tools()) { StandIn = repository.Database, Job = new JobFacts(repository.ReadTime, graph.Count) }
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private PipelineTools Tools() => new(catalog, sources, log, clock) { Progress = progress };

    private Task<Butler> OpenAsync(GraphRequest request, RegistryAccess access, CancellationToken cancellationToken) =>
        OpenAsync(request.Repository, request.SearchPaths, access, cancellationToken);

    private Task<Butler> OpenAsync(string repository, IReadOnlyList<string> searchPaths, RegistryAccess access, CancellationToken cancellationToken) =>
        Butler.OpenAsync(repository, new ButlerOptions { Access = access, SearchPaths = searchPaths, Clock = clock, Log = log }, cancellationToken);

    private async Task WriteAsync(Butler butler, QuantumGraph graph, GraphRequest request, CancellationToken cancellationToken)
    {
        if (graph.Count == 0 && !request.IfStale)
            log.LogError("QuantumGraph was empty; ERROR logs above should provide details.");
        if (request.GraphFile is not null)
            await PipelineDrawings.WriteAsync(request.Pipeline, graph.Pipeline.TaskGraph, graph.Pipeline, cancellationToken).ConfigureAwait(false);
        if (request.SaveGraph is { } file)
            await GraphFile.SaveAsync(graph, file, butler, clock, cancellationToken).ConfigureAwait(false);
        if (request.GraphDot is { } dot)
            await OutputFile.WriteAsync(dot, w => DotWriter.WriteAsync(graph, w, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (request.GraphMermaid is { } mermaid)
            await OutputFile.WriteAsync(mermaid, w => MermaidWriter.WriteAsync(graph, w, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
