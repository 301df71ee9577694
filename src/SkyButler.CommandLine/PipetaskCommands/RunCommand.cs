using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.PipetaskCommands.Running;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Execution;
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

    private static readonly FlagOption NoVersions = new("--no-versions") { Help = "Neither save nor compare package versions." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Build a quantum graph, or load one, and execute it. A failed quantum stops what depends on it and nothing else; "
            + "the exit code is 1 if any failed.",
        Options =
        [
            .. PipelineOptions.All, .. GraphOptions.All,
            .. RunningOptions.All, RegisterDatasetTypes, InitOnly, SkipInitWrites, NoVersions,
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
        var result = await runner.RunAsync(request, cancellationToken);
        var failed = result.Count(QuantumStatus.Failure) + result.Count(QuantumStatus.Timeout);
        var counts = $"{result.Count(QuantumStatus.Success)} quanta succeeded, {failed} failed, {result.Count(QuantumStatus.Skipped)} skipped";
        if (failed > 0)
            throw new CommandFailure($"{counts} in the run '{result.OutputRun}'; the log above and the datasets *_log tell why.", result.ExitCode);
        if (result.ExitCode != ExitCodes.Success)
            throw GraphSummary.Empty(result.ExitCode);
        context.Log.Information($"{counts}, output run '{result.OutputRun}'.");
        return ExitCodes.Success;
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
        });
    }
}
