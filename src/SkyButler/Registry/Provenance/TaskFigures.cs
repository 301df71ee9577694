namespace SkyButler.Registry.Provenance;

/// <summary>What the attempts at the quanta of one task with one outcome come to, in one run.</summary>
public sealed record TaskFigures
{
    /// <summary>The RUN collection.</summary>
    public required string Run { get; init; }

    /// <summary>Label of the task.</summary>
    public required string Task { get; init; }

    /// <summary>What became of the attempts.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>How many attempts there were.</summary>
    public long Attempts { get; init; }

    /// <summary>At how many quanta.</summary>
    public long Quanta { get; init; }

    /// <summary>Seconds of all attempts together, by the clock.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds of the longest, by the clock.</summary>
    public double LongestSeconds { get; init; }

    /// <summary>Seconds of processors, all attempts together.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>The most memory of a process, in bytes; null where nobody knows.</summary>
    public long? Memory { get; init; }

    /// <summary>When the first attempt began, in UTC; null where none did.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>When the last one ended, in UTC; null where none did.</summary>
    public DateTimeOffset? End { get; init; }
}
