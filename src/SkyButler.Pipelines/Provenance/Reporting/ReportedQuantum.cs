using System.Text.Json.Nodes;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Reporting;

/// <summary>What became of a quantum in the end.</summary>
/// <param name="Id">Identifier of the quantum.</param>
/// <param name="Task">Label of its task.</param>
/// <param name="DataId">Required values of its data ID.</param>
/// <param name="Status">What became of it.</param>
public sealed record ReportedQuantum(Guid Id, string Task, JsonObject DataId, AttemptStatus Status)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>What is to be said of its success, as the original's bits.</summary>
    public long Caveats { get; init; }

    /// <summary>Type of the error, also of one that left a success with part of its outputs; null where there was none.</summary>
    public string? ExceptionType { get; init; }
}
