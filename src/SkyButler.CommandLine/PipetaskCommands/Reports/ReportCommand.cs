using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Reports;
using SkyButler.Pipelines.Reports.Campaigns;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;

namespace SkyButler.CommandLine.PipetaskCommands.Reports;

/// <summary><c>pipetask report</c>.</summary>
internal sealed class ReportCommand : ProgramCommand
{
    public const string Summary = "Tell what became of quantum graphs: quanta and datasets that succeeded, failed or are missing.";

    private static readonly CommandArgument Repository = new("REPO", "REPO is the folder, URI or configuration file of a repository, or its alias in the repository index.");

    private static readonly CommandArgument Graphs = new("QGRAPH", "QGRAPH is the file of a quantum graph; of several, the oldest comes first.", ArgumentCount.OneOrMore);

    private static readonly ListOption Collections = new("--collections")
    {
        Metavar = "COLLECTION ...",
        Help = "Collections in which outputs are looked for; by default the runs of the graphs, the newest first.",
    };

    private static readonly ValueOption Where = new("--where")
    {
        Default = "",
        Metavar = "EXPRESSION",
        Help = "Condition in the query language on the outputs that are looked for.",
    };

    private static readonly FlagOption Logs = new("--logs")
    {
        Negative = "--no-logs",
        Default = true,
        Help = "Whether the logs of failed quanta are read for the reason.",
    };

    private static readonly FlagOption CurseFailedLogs = new("--curse-failed-logs")
    {
        Help = "Count logs of failed quanta that --collections finds as cursed instead of unsuccessful.",
    };

    private static readonly FlagOption ForceVersion2 = new("--force-v2") { Help = "Follow quanta over runs, as for several graphs, for one graph too." };

    private static readonly ValueOption ReadCaveats = new("--read-caveats")
    {
        Choices = ["exhaustive", "lazy", "none"],
        Default = "lazy",
        Help = "Of which successful quanta metadata are read, to tell what is to be said of the success: all, those that left something out, or none.",
    };

    private static readonly FlagOption UseQbb = new("--use-qbb")
    {
        Negative = "--no-use-qbb",
        Default = true,
        Help = "Has no effect: metadata and logs are read in one way, which is fast.",
    };

    private static readonly FlagOption ViewGraph = new("--view-graph") { Help = "Draw the pipeline of the last graph before the tables." };

    private static readonly IntegerOption Processes = new("-j", "--processes") { Default = 1, Minimum = 1, Help = "How many files are read at a time." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Tell what became of the quanta of graphs, and of the datasets that they were to make. Of one graph, what is registered in its run is counted. "
            + "Of several graphs of one pipeline, quanta are followed from run to run: those that were recovered, and those whose records contradict one another (wonky).",
        Arguments = [Repository, Graphs],
        Options = [Collections, Where, ReportFiles.FullOutput, Logs, ReportFiles.Brief, CurseFailedLogs, ForceVersion2, ReadCaveats, UseQbb, ViewGraph, Processes],
        Examples =
        [
            "repo graph.qg",
            "repo graph.qg --full-output-filename report.yaml --brief",
            "repo first.qg second.qg --collections u/me/campaign --full-output-filename report.json",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var request = new ReportRequest
        {
            Repository = values[Repository],
            Graphs = values.All(Graphs),
            Collections = values[Collections],
            Where = values[Where]!,
            ReadsLogs = values[Logs],
            CursesFailedLogs = values[CurseFailedLogs],
            Caveats = Enum.Parse<CaveatReading>(values[ReadCaveats]!, ignoreCase: true),
            Parallelism = values[Processes],
        };
        if (values[ViewGraph])
            await GraphDrawing.WriteAsync(request.Graphs[^1], context.Output, cancellationToken);
        var reporter = new RunReporter(context.Loggers);
        var isCampaign = request.Graphs.Count > 1 || values[ForceVersion2] || request.Collections.Count > 0 || request.Where.Length > 0 || request.CursesFailedLogs;
        if (isCampaign)
        {
            var summary = await reporter.SummarizeAsync(request, cancellationToken);
            await ReportFiles.WriteAsync(context, summary.ToJson(), cancellationToken);
            await CampaignTables.WriteAsync(summary, context, values[ReportFiles.Brief], cancellationToken);
        }
        else
        {
            var report = await reporter.ReportAsync(request, cancellationToken);
            await ReportFiles.WriteAsync(context, report.ToYaml(), cancellationToken);
            await ExecutionTables.WriteAsync(report, context, values[ReportFiles.Brief], cancellationToken);
        }

        return ExitCodes.Success;
    }
}
