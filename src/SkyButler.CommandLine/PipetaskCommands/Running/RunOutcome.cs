using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.Running;

/// <summary>What a command says at the end of a run.</summary>
internal static class RunOutcome
{
    /// <summary>Says how many quanta succeeded, of each task and altogether.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">Some failed, or there were none.</exception>
    public static int Tell(CommandContext context, RunResult result)
    {
        foreach (var task in result.Quanta.GroupBy(q => q.TaskLabel, StringComparer.Ordinal))
            context.Log.Information(
                $"{task.Key}: {task.Count(q => q.Status == QuantumStatus.Success)} succeeded, {task.Count(q => q.Status is QuantumStatus.Failure or QuantumStatus.Timeout)} failed, {task.Count(q => q.Status == QuantumStatus.Skipped)} skipped");
        var failed = result.Count(QuantumStatus.Failure) + result.Count(QuantumStatus.Timeout);
        var counts = $"{result.Count(QuantumStatus.Success)} quanta succeeded, {failed} failed, {result.Count(QuantumStatus.Skipped)} skipped";
        if (failed > 0)
            throw new CommandFailure($"{counts} in the run '{result.OutputRun}'; the log above and the datasets *_log tell why.", result.ExitCode);
        if (result.ExitCode != ExitCodes.Success)
            throw GraphSummary.Empty(result.ExitCode);
        context.Log.Information($"{counts}, output run '{result.OutputRun}'.");
        return ExitCodes.Success;
    }
}
