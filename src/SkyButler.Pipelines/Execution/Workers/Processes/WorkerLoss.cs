namespace SkyButler.Pipelines.Execution.Workers.Processes;

/// <summary>How a worker process ended that nobody had asked to.</summary>
/// <param name="ExitCode">Its exit code; of a signal, its negative number.</param>
/// <param name="Process">Number of the process.</param>
/// <param name="Cause">Why, as far as the run knows.</param>
/// <param name="Reason">In words.</param>
internal sealed record WorkerLoss(int ExitCode, int Process, FailureCause Cause, string Reason);
