using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask why-run</c>.</summary>
internal sealed class WhyRunCommand : ProgramCommand
{
    public const string Summary = "Tell which quanta would run again, and why.";

    private static readonly FlagOption StaleOnly = new("--stale-only") { Help = "List only those that would run again." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Compare what a pipeline would do with what was done before: a quantum is fresh if it read the same datasets, with the same configuration and the same code "
            + "of its task, if what it made is still stored, and if all that it reads from is fresh. 'pipetask run' with the same options and --if-stale runs the others.",
        Options = [StaleOnly, .. PipelineOptions.All, .. GraphOptions.All],
        Examples =
        [
            "-b repo -p pipeline.yaml -o u/me/test",
            "-b repo -p pipeline.yaml -o u/me/test -c isr:doFlat=False --stale-only",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        var quanta = await runner.WhyRunAsync(GraphOptions.Request(context), cancellationToken);
        foreach (var quantum in quanta.Where(q => !q.IsFresh || !context.Values[StaleOnly]))
            await context.Output.WriteLineAsync(quantum.ToString().AsMemory(), cancellationToken);
        context.Log.Information($"{quanta.Count(q => !q.IsFresh)} of {quanta.Count} quanta would run again.");
        return ExitCodes.Success;
    }
}
