namespace SkyButler.Registry.Provenance;

/// <summary>One attempt at a quantum, and what it read and wrote.</summary>
public sealed record QuantumRecord
{
    /// <summary>Identifier of the quantum.</summary>
    public required Guid Quantum { get; init; }

    /// <summary>Of which execution the attempt is.</summary>
    public required Guid Execution { get; init; }

    /// <summary>Which attempt of this execution it is, from 0.</summary>
    public int Attempt { get; init; }

    /// <summary>Label of the task.</summary>
    public required string Task { get; init; }

    /// <summary>The required values of the data ID as a JSON object.</summary>
    public required string DataId { get; init; }

    /// <summary>What became of it.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>What is to be said of a success, as the original's bits; null where it was none.</summary>
    public long? Caveats { get; init; }

    /// <summary>When its preparation began, in UTC; null where it was never tried.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>When its task began to work, in UTC; null where it did not.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Seconds that processors worked on its process meanwhile; several quanta that share a process share these.</summary>
    public double? CpuTime { get; init; }

    /// <summary>Bytes of memory that its process had at most, up to then.</summary>
    public long? Memory { get; init; }

    /// <summary>Where it was executed.</summary>
    public string? Host { get; init; }

    /// <summary>Number of its process.</summary>
    public long? Process { get; init; }

    /// <summary>Exit code of its process where that was its own: negative where a signal of that number killed it.</summary>
    public long? ExitCode { get; init; }

    /// <summary>Type of the error; null where there was none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Message of the error; null where there was none.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Identifier of the dataset with its log; null where it keeps none.</summary>
    public Guid? Log { get; init; }

    /// <summary>What it has to do with datasets, each once. Empty in answers; <see cref="ProvenanceStore.OfQuantaAsync"/> has it.</summary>
    public IReadOnlyList<(Guid Dataset, DatasetRole Role)> Uses { get; init; } = [];
}
