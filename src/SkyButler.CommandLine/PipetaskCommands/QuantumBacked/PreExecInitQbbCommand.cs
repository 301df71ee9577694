using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.PipetaskCommands.Running;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.QuantumBacked;

/// <summary><c>pipetask pre-exec-init-qbb</c>.</summary>
internal sealed class PreExecInitQbbCommand : ProgramCommand
{
    public const string Summary = "Write what a saved graph's tasks write once, without the repository's database.";

    private static readonly FlagOption NoVersions = new("--no-versions") { Help = "Neither save nor compare package versions." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write the configurations, package versions and init-outputs of a graph into the repository's datastore, before 'pipetask run-qbb' executes its quanta. "
            + "What is there already is compared and stays, so that it may be done again.",
        Arguments = QuantumBackedOptions.Arguments,
        Options = [.. QuantumBackedOptions.All, NoVersions, .. RunningOptions.Coverages],
        Examples = ["repo graph.qg"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RunningOptions.WarnOfCoverage(context);
        var request = new RunRequest { Graph = QuantumBackedOptions.Request(context), NoVersions = context.Values[NoVersions] };
        await new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress).PrepareQuantumBackedAsync(request, cancellationToken);
        context.Log.Information($"What the tasks of '{request.Graph.GraphFile}' write once is there.");
        return ExitCodes.Success;
    }
}
