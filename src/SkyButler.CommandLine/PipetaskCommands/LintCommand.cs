using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Linting;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask lint</c>.</summary>
internal sealed class LintCommand : ProgramCommand
{
    public const string Summary = "Find what can't work in a pipeline.";

    private static readonly ValueOption Repository = new("-b", "--butler-config")
    {
        Metavar = "REPO",
        Help = "Repository that the pipeline is to fit: names of tasks, the instrument, dimensions and dataset types.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Check a pipeline before any data are touched, and tell everything that is wrong at once: unknown tasks, fields that do not exist or do "
            + "not take their values, contracts that do not hold, steps out of order, dataset types that contradict each other or are not registered. "
            + "The exit code is 1 where something can't work.",
        Options = [.. PipelineOptions.All.Where(o => o != PipelineOptions.Show && o != PipelineOptions.SavePipeline && o != PipelineOptions.SelectTasks), Repository],
        Examples =
        [
            "-p pipeline.yaml",
            "-p pipeline.yaml#isr,calibrate -b repo",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        var request = PipelineOptions.Changes(context.Values) with { Repository = context.Values[Repository] };
        var findings = await runner.LintAsync(request, cancellationToken);
        foreach (var finding in findings)
            await context.Output.WriteLineAsync(finding.ToString().AsMemory(), cancellationToken);
        var errors = findings.Count(f => f.Severity == LintSeverity.Error);
        if (errors > 0)
            throw new CommandFailure($"The pipeline has {errors} error(s) and {findings.Count - errors} warning(s).", 1);
        context.Log.Information($"The pipeline has no errors and {findings.Count} warning(s).");
        return ExitCodes.Success;
    }
}
