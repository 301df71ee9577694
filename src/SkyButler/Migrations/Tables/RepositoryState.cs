using SkyButler.Dimensions;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Tables;

/// <summary>What a repository's database holds before a migration.</summary>
internal sealed record RepositoryState
{
    public required string Location { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required DimensionUniverse Universe { get; init; }

    public required SchemaVariant Variant { get; init; }

    /// <summary>Datasets are identified by integers.</summary>
    public required bool HasIntegerIds { get; init; }

    /// <summary>Version of the dataset tables.</summary>
    public required string DatasetsVersion { get; init; }

    public required IReadOnlyDictionary<string, SourceTable> Tables { get; init; }

    /// <summary>Tables of dataset types.</summary>
    public required IReadOnlyList<AssociationTables> Associations { get; init; }

    public bool Has(string table, string column) => Tables.TryGetValue(table, out var found) && found.Has(column);
}
