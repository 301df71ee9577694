using SkyButler.Pipelines.Quanta.Files;

namespace SkyButler.Pipelines.Quanta;

/// <summary>What a graph was built for.</summary>
public sealed record QuantumGraphHeader
{
    /// <summary>Whether the graph tells what is to be done, or what was done.</summary>
    public GraphKind Kind { get; init; }

    /// <summary>Collections searched for inputs, in order.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The output chain; null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>The run that outputs go to.</summary>
    public required string OutputRun { get; init; }

    /// <summary>Name of the user on whose behalf it was built.</summary>
    public string User { get; init; } = "";

    /// <summary>When it was built.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The command line.</summary>
    public string Command { get; init; } = "";

    /// <summary>Whatever else is worth keeping, as text, truth values and numbers.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();
}
