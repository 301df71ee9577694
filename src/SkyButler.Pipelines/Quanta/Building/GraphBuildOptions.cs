using SkyButler.Dimensions.DataIds;

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

    /// <summary>By label, the data IDs of quanta that alone are left out for what was done before; null where all that was done counts.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<DataCoordinate>>? Fresh { get; init; }

    /// <summary>Patterns of dataset types whose stored datasets may stand in for quanta; null where all may.</summary>
    public IReadOnlyList<string>? Retained { get; init; }

    /// <summary>Quanta of the first task that lead to none of the second go, with all that follow them; null for none.</summary>
    public (string Source, string Anchor)? PruneUnanchored { get; init; }

    /// <summary>Files with tables of data IDs that the graph is limited to.</summary>
    public IReadOnlyList<string> DataIdTables { get; init; } = [];

    /// <summary>Whether a file of the graph tells where inputs are stored.</summary>
    public bool WithDatastoreRecords { get; init; }

    /// <summary>Whether it is kept why quanta are left out.</summary>
    public bool KeepReasons { get; init; }

    public bool Clobber { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();
}
