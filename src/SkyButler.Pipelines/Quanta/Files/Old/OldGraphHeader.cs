namespace SkyButler.Pipelines.Quanta.Files.Old;

/// <summary>What a graph file in the original's old format (<c>.qgraph</c>) says of itself.</summary>
public sealed record OldGraphHeader
{
    /// <summary>The build that made it: seconds since 1970 and the number of a process.</summary>
    public required string BuildId { get; init; }

    /// <summary>Number of quanta.</summary>
    public required int Count { get; init; }

    /// <summary>Labels of the tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Input collections, in order.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The output chain; null where none was named.</summary>
    public string? Output { get; init; }

    /// <summary>The output run; null where the file does not say.</summary>
    public string? OutputRun { get; init; }

    /// <summary>Who made it.</summary>
    public string? User { get; init; }

    /// <summary>When it was made, as the file has it.</summary>
    public string? Time { get; init; }

    /// <summary>The command line.</summary>
    public string? Command { get; init; }

    /// <summary>The header in a sentence.</summary>
    public override string ToString() => string.Concat(
        $"{Count} quanta of {(Tasks.Count == 1 ? "the task" : "the tasks")} {string.Join(", ", Tasks)}",
        OutputRun is null ? "" : $" for the run '{OutputRun}'",
        Inputs.Count == 0 ? "" : $" from {string.Join(", ", Inputs)}",
        User is null ? "" : $", by {User}",
        Time is null ? "" : $", {Time}",
        Command is null ? "" : $", with '{Command}'");
}
