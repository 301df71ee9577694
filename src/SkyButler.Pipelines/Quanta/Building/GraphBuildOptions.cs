namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>What a graph is to be built for.</summary>
internal sealed record GraphBuildOptions
{
    /// <summary>Collections to search, in order; chains allowed.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public required string OutputRun { get; init; }

    public string? Output { get; init; }

    public string Where { get; init; } = "";

    /// <summary><c>all</c>, <c>off</c>, or names divided by commas.</summary>
    public string DatasetQueryConstraint { get; init; } = "all";

    public IReadOnlyList<string> SkipExistingIn { get; init; } = [];

    public bool Clobber { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();
}
