using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry;

/// <summary>What the parts of a registry share.</summary>
internal sealed record RegistryContext
{
    public required Database Database { get; init; }

    public required DimensionUniverse Universe { get; init; }

    public required SchemaVariant Variant { get; init; }

    public TemporaryTables TemporaryTables { get; init; }

    public required TimeProvider Clock { get; init; }
}
