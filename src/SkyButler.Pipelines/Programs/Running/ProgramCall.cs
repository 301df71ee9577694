namespace SkyButler.Pipelines.Programs.Running;

/// <summary>One run of a program, with everything decided.</summary>
internal sealed record ProgramCall
{
    /// <summary>The program's file, an absolute path.</summary>
    public required string File { get; init; }

    /// <summary>What it gets: its own name as it was given, then its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The directory in which it starts.</summary>
    public required string Directory { get; init; }

    /// <summary>The file that it reads as its standard input; null for an empty one.</summary>
    public string? Stdin { get; init; }

    /// <summary>The file that gets its standard output; null to hand it on.</summary>
    public string? Stdout { get; init; }

    /// <summary>How long it may take; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long it may take to end when it is asked to.</summary>
    public TimeSpan Grace { get; init; }
}
