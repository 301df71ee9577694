using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Execution.Retries;

/// <summary>Tries quanta as often, as long and with as much memory as the policy of their task says.</summary>
internal sealed class RetryingExecutor(IQuantumExecutor inner, ExecutionOptions options, ILogger log)
{
    /// <summary>Executes a quantum; the tasks are those of <see cref="IQuantumExecutor"/>.</summary>
    public Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, CancellationToken cancellationToken) => TryAsync(quantum, 1, cancellationToken);

    private async Task<Task<QuantumReport>> TryAsync(Quantum quantum, int attempt, CancellationToken cancellationToken)
    {
        for (; ; attempt++)
        {
            var ending = await inner.ExecuteAsync(quantum, Plan(options.PolicyOf(quantum.TaskLabel), attempt), cancellationToken).ConfigureAwait(false);
            if (!ending.IsCompletedSuccessfully)
                return EndAsync(quantum, ending, attempt, cancellationToken);
            var report = (await ending.ConfigureAwait(false)) with { Attempts = attempt };
            if (!IsTriedAgain(quantum, report))
                return Task.FromResult(report);
        }
    }

    // What was to be stored may fail, too.
    private async Task<QuantumReport> EndAsync(Quantum quantum, Task<QuantumReport> ending, int attempt, CancellationToken cancellationToken)
    {
        var report = (await ending.ConfigureAwait(false)) with { Attempts = attempt };
        return IsTriedAgain(quantum, report)
            ? await (await TryAsync(quantum, attempt + 1, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)
            : report;
    }

    private bool IsTriedAgain(Quantum quantum, QuantumReport report)
    {
        var policy = options.PolicyOf(quantum.TaskLabel);
        if (report.Attempts > policy.Retries || !IsRetried(policy, report))
            return false;
        log.LogWarning(
            "{Quantum} failed in attempt {Attempt} of {Most} ({Reason}), and is tried again.", quantum, report.Attempts, policy.Retries + 1, report.ErrorMessage?.ReplaceLineEndings(" "));
        return true;
    }

    /// <summary>Whether a policy has a quantum tried again that ended so, if attempts are left.</summary>
    internal static bool IsRetried(QuantumPolicy policy, QuantumReport report) =>
        report.Cause != FailureCause.None && !report.IsRepeatable
        && (policy.RetryOn.Count == 0 || policy.RetryOn.Any(kind => string.Equals(kind, report.Cause.ToString(), StringComparison.OrdinalIgnoreCase) || IsNamed(report.ErrorType, kind)));

    private static bool IsNamed(string? type, string name) =>
        type is not null && (type == name || (type.EndsWith(name, StringComparison.Ordinal) && type[^(name.Length + 1)] == '.'));

    private AttemptPlan Plan(QuantumPolicy policy, int attempt)
    {
        var growth = Math.Pow(policy.MemoryGrowth, attempt - 1);
        return new(attempt, options.Resources with { Memory = Grown(options.Resources.Memory) }, policy.Timeout ?? options.Timeout, Grown(policy.MemoryLimit));

        long? Grown(long? memory) => memory is { } bytes ? (long)Math.Min(long.MaxValue / 2, bytes * growth) : null;
    }
}
