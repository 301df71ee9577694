using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.PipetaskCommands.Running;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask run</c>.</summary>
internal sealed class RunCommand : ProgramCommand
{
    public const string Summary = "Build and execute a pipeline.";

    private static readonly FlagOption RegisterDatasetTypes = new("--register-dataset-types")
    {
        Help = "Register the dataset types that the pipeline makes.",
    };

    private static readonly FlagOption InitOnly = new("--init-only") { Help = "Write configurations and package versions, then stop." };

    private static readonly FlagOption SkipInitWrites = new("--skip-init-writes") { Help = "Write no configurations, package versions or init-outputs." };

    private static readonly ValueOption ReportHtml = new("--report-html")
    {
        Metavar = "FILE",
        Help = "File to write a page to that shows the run: timeline, time and memory by task, the graph, failures with their logs. 'butler provenance-report' writes it later, too.",
    };

    private static readonly FlagOption NoVersions = new("--no-versions") { Help = "Neither save nor compare package versions." };

    private static readonly ValueOption GraphFixup = new("--graph-fixup")
    {
        Metavar = "CLASS",
        Help = "Class of a plug-in that puts quanta in an order of its own, besides that which their datasets ask for.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Build a quantum graph, or load one, and execute it. A failed quantum stops what depends on it and nothing else; "
            + "the exit code is 1 if any failed.",
        Options =
        [
            .. PipelineOptions.All, .. GraphOptions.All,
            .. RunningOptions.All, RegisterDatasetTypes, InitOnly, SkipInitWrites, NoVersions, GraphFixup, ReportHtml,
        ],
        Examples =
        [
            "-b repo -p pipeline.yaml -i HSC/defaults -o u/me/test -d \"exposure=903334\" --register-dataset-types",
            "-b repo -p pipeline.yaml -o u/me/test --replace-run --prune-replaced=purge -j 4",
            "-b repo -g graph.qg --extend-run --skip-existing-in u/me/test",
            "-b repo -p pipeline.yaml -o u/me/test --extend-run --clobber-outputs -j 8 --worker-processes --memory-limit 2GB --retries 2 --retry-on crash,memory --memory-growth 1.5",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = Request(context);
        var show = ShowItems.Read(context.Values);
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        await show.PrintPipelineAsync(context, runner, request.Graph, cancellationToken);
        if (show.OfGraph.Count > 0)
            await runner.BuildGraphAsync(request.Graph, show.OfGraph, context.Output, cancellationToken);
        if (show.OfPipeline.Count + show.OfGraph.Count > 0)
            return ExitCodes.Success;
        return RunOutcome.Tell(context, await runner.RunAsync(request, cancellationToken));
    }

    private static RunRequest Request(CommandContext context)
    {
        var values = context.Values;
        return RunningOptions.Apply(context, new RunRequest
        {
            Graph = GraphOptions.Request(context),
            RegisterDatasetTypes = values[RegisterDatasetTypes],
            InitOnly = values[InitOnly],
            SkipInitWrites = values[SkipInitWrites],
            NoVersions = values[NoVersions],
            GraphFixup = values[GraphFixup],
            ReportHtml = values[ReportHtml],
        });
    }
}
