using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Execution.Retries;

/// <summary>Decides how often, how long and with how much memory quanta are tried, as the policy of their task says.</summary>
internal sealed class AttemptPlanner(ExecutionOptions options, ILogger log)
{
    /// <summary>With what a quantum is tried.</summary>
    /// <param name="quantum">The quantum.</param>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    public AttemptPlan Plan(Quantum quantum, int attempt)
    {
        var policy = options.PolicyOf(quantum.TaskLabel);
        var growth = Math.Pow(policy.MemoryGrowth, attempt - 1);
        return new(attempt, options.Resources with { Memory = Grown(options.Resources.Memory) }, policy.Timeout ?? options.Timeout, Grown(policy.MemoryLimit));

        long? Grown(long? memory) => memory is { } bytes ? (long)Math.Min(long.MaxValue / 2, bytes * growth) : null;
    }

    /// <summary>Whether a quantum is tried again after an attempt that ended so; what could not be stored is a failure like others.</summary>
    public bool IsTriedAgain(Quantum quantum, QuantumReport report)
    {
        var policy = options.PolicyOf(quantum.TaskLabel);
        if (report.Attempts > policy.Retries || !IsRetried(policy, report))
            return false;
        log.LogWarning(
            "{Quantum} failed in attempt {Attempt} of {Most} ({Reason}), and is tried again.", quantum, report.Attempts, policy.Retries + 1, report.ErrorMessage?.ReplaceLineEndings(" "));
        return true;
    }

    private static bool IsRetried(QuantumPolicy policy, QuantumReport report) =>
        report.Cause != FailureCause.None && !report.IsRepeatable
        && (policy.RetryOn.Count == 0 || policy.RetryOn.Any(kind => string.Equals(kind, report.Cause.ToString(), StringComparison.OrdinalIgnoreCase) || IsNamed(report.ErrorType, kind)));

    private static bool IsNamed(string? type, string name) =>
        type is not null && (type == name || (type.EndsWith(name, StringComparison.Ordinal) && type[^(name.Length + 1)] == '.'));
}
