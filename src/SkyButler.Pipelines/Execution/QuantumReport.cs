using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Execution;

/// <summary>What became of one quantum.</summary>
/// <param name="QuantumId">Identifier of the quantum.</param>
/// <param name="TaskLabel">Label of its task.</param>
/// <param name="DataId">Its data ID.</param>
/// <param name="Status">How it ended.</param>
/// <param name="ErrorType">Name of the error's type; null where there was none.</param>
/// <param name="ErrorMessage">The error's message; null where there was none.</param>
public sealed record QuantumReport(
    Guid QuantumId, string TaskLabel, DataCoordinate DataId, QuantumStatus Status, string? ErrorType = null, string? ErrorMessage = null)
{
    /// <summary>Whether the task said that it would fail again in the same way.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureCause Cause { get; init; }

    /// <summary>Of a worker process: 0, 1 after a failure, a negative number where a signal of that number killed it; null where the quantum ran in no worker.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How often it was tried in this run; 0 where it was skipped.</summary>
    public int Attempts { get; init; }
}
