namespace SkyButler.Registry.Provenance;

/// <summary>That a graph was executed, or part of it: one call of a command, whatever became of it.</summary>
public sealed record ExecutionRecord
{
    /// <summary>Its identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>The RUN collection that outputs went to.</summary>
    public required string Run { get; init; }

    /// <summary>The command line.</summary>
    public string Command { get; init; } = "";

    /// <summary>Who executed it.</summary>
    public string User { get; init; } = "";

    /// <summary>Where.</summary>
    public string Host { get; init; } = "";

    /// <summary>Version of the program.</summary>
    public string Version { get; init; } = "";

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset Begin { get; init; }

    /// <summary>When it ended, in UTC; null while it goes on, and for ever where it was killed.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How many quanta there were to execute.</summary>
    public long Quanta { get; init; }

    /// <summary>The exit code; null where there is none.</summary>
    public long? ExitCode { get; init; }
}
