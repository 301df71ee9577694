using SkyButler.Pipelines.Execution.Records;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Scanning;

/// <summary>One attempt at a quantum, as its metadata and its log tell of it.</summary>
internal sealed record ScannedAttempt
{
    public required AttemptStatus Status { get; init; }

    /// <summary>What is to be said of a success; null where it was none.</summary>
    public long? Caveats { get; init; }

    /// <summary>The error as the log or the metadata has it: <c>type_name</c>, <c>message</c>, <c>metadata</c>; null where there was none.</summary>
    public IReadOnlyDictionary<string, object?>? Exception { get; init; }

    /// <summary>The metadata as plain data; null where there are none.</summary>
    public object? Metadata { get; init; }

    /// <summary>The lines of the log as plain data; null where there is none.</summary>
    public IReadOnlyList<object?>? Log { get; init; }

    /// <summary>Identifiers of the quanta that the same process had executed before.</summary>
    public IReadOnlyList<object?> PreviousQuanta { get; init; } = [];

    /// <summary>What the framework noted; null where there are no metadata.</summary>
    public TaskMetadata? Noted => Metadata is null ? null : TaskMetadata.FromPlain(Metadata).FindGroup("quantum");
}
