using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Reports.Campaigns;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Reports;

/// <summary>Tells what became of graphs, from what is registered in their runs (<c>pipetask report</c>); no task needs to be known for it.</summary>
/// <param name="logs">Where messages go.</param>
/// <param name="sources">Where files are read from; null for this process's own.</param>
public sealed class RunReporter(ILoggerFactory logs, ConfigSources? sources = null)
{
    private readonly ILogger log = logs.CreateLogger("skybutler.reports");

    /// <summary>Counts the quanta and datasets of one graph.</summary>
    /// <exception cref="QuantumGraphException">The graph can't be read.</exception>
    public async Task<ExecutionReport> ReportAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Graphs.Count != 1)
            throw new PipelineException("This report is of one graph; ask for a summary of several.");
        var butler = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
        {
            var graph = await LoadAsync(butler, request.Graphs[0], cancellationToken).ConfigureAwait(false);
            return await ExecutionReport.MakeAsync(butler, graph, request.ReadsLogs, request.Parallelism, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Follows quanta and datasets through the runs of several graphs of one pipeline.</summary>
    /// <exception cref="QuantumGraphException">A graph can't be read, or is older than the one before it.</exception>
    public async Task<CampaignSummary> SummarizeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.CursesFailedLogs && request.Collections.Count == 0)
            throw new PipelineException("To say which logs of failures can be found, name the collection of the whole campaign (--collections).");
        var butler = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        await using (butler.ConfigureAwait(false))
        {
            var reporter = new CampaignReporter(butler, request.Caveats, request.Parallelism, log);
            DateTimeOffset? last = null;
            foreach (var file in request.Graphs)
            {
                var graph = await LoadAsync(butler, file, cancellationToken).ConfigureAwait(false);
                if (graph.Header.Timestamp < last)
                    throw new QuantumGraphException($"The graph '{file}' is older than the one before it; name the oldest first.");
                last = graph.Header.Timestamp;
                await reporter.AddAsync(graph, cancellationToken).ConfigureAwait(false);
            }

            return await reporter.SummarizeAsync(request.Collections, request.Where, request.CursesFailedLogs, request.ReadsLogs, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<Butler> OpenAsync(ReportRequest request, CancellationToken cancellationToken) =>
        Butler.OpenAsync(request.Repository, new ButlerOptions { Access = RegistryAccess.ReadOnly, Log = log }, cancellationToken);

    private Task<QuantumGraph> LoadAsync(Butler butler, string file, CancellationToken cancellationToken) =>
        GraphFile.LoadAsync(file, butler, ShippedTasks.Catalog((sources ?? ConfigSources.Default).Environment, warning => log.LogWarning("{Warning}", warning)).With(butler.Config.Names.Task), sources, null, cancellationToken);
}
