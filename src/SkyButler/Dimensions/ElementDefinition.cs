namespace SkyButler.Dimensions;

/// <summary>An element as its universe's configuration declares it, before names are bound.</summary>
internal sealed record ElementDefinition
{
    public required string Name { get; init; }
    public required DimensionElementKind Kind { get; init; }
    public string Documentation { get; init; } = "";
    public IReadOnlyList<DimensionColumn> Keys { get; init; } = [];
    public IReadOnlyList<DimensionColumn> Metadata { get; init; } = [];
    public IReadOnlyList<string> Requires { get; init; } = [];
    public IReadOnlyList<string> Implies { get; init; } = [];
    public bool IsCached { get; init; }
    public string? ImpliedUnionTarget { get; init; }
    public bool AlwaysJoin { get; init; }
    public string? PopulatedBy { get; init; }
    public SkyPixSystem? SkyPixSystem { get; init; }
    public int SkyPixLevel { get; init; }
}
