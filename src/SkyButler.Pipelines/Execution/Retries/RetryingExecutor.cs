using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Execution.Retries;

/// <summary>Tries quanta as often, as long and with as much memory as the policy of their task says.</summary>
internal sealed class RetryingExecutor(IQuantumExecutor inner, ExecutionOptions options, ILogger log)
{
    /// <summary>Executes a quantum; the tasks are those of <see cref="IQuantumExecutor"/>.</summary>
    public async Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, CancellationToken cancellationToken)
    {
        var policy = options.PolicyOf(quantum.TaskLabel);
        for (var attempt = 1; ; attempt++)
        {
            var ending = await inner.ExecuteAsync(quantum, Plan(policy, attempt), cancellationToken).ConfigureAwait(false);
            if (!ending.IsCompletedSuccessfully)
                return CountedAsync(ending, attempt);
            var report = (await ending.ConfigureAwait(false)) with { Attempts = attempt };
            if (attempt > policy.Retries || !IsRetried(policy, report))
                return Task.FromResult(report);
            log.LogWarning(
                "{Quantum} failed in attempt {Attempt} of {Most} ({Reason}), and is tried again.", quantum, attempt, policy.Retries + 1, report.ErrorMessage?.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Whether a policy has a quantum tried again that ended so, if attempts are left.</summary>
    internal static bool IsRetried(QuantumPolicy policy, QuantumReport report) =>
        report.Cause != FailureCause.None && !report.IsRepeatable
        && (policy.RetryOn.Count == 0 || policy.RetryOn.Any(kind => string.Equals(kind, report.Cause.ToString(), StringComparison.OrdinalIgnoreCase) || IsNamed(report.ErrorType, kind)));

    private static bool IsNamed(string? type, string name) =>
        type is not null && (type == name || (type.EndsWith(name, StringComparison.Ordinal) && type[^(name.Length + 1)] == '.'));

    private static async Task<QuantumReport> CountedAsync(Task<QuantumReport> ending, int attempt) => (await ending.ConfigureAwait(false)) with { Attempts = attempt };

    private AttemptPlan Plan(QuantumPolicy policy, int attempt)
    {
        var growth = Math.Pow(policy.MemoryGrowth, attempt - 1);
        return new(attempt, options.Resources with { Memory = Grown(options.Resources.Memory) }, policy.Timeout ?? options.Timeout, Grown(policy.MemoryLimit));

        long? Grown(long? memory) => memory is { } bytes ? (long)Math.Min(long.MaxValue / 2, bytes * growth) : null;
    }
}
