using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>Tables that say which dataset types and governor values a collection may hold.</summary>
internal static class SummaryTables
{
    public const string DatasetTypeName = "collection_summary_dataset_type";

    public static string GovernorName(DimensionElement governor) => $"collection_summary_{governor.Name}";

    public static TableDefinition DatasetType(SchemaVariant variant) => new()
    {
        Name = DatasetTypeName,
        Columns = [variant.CollectionReference(variant.CollectionColumn), ColumnDefinition.Integer("dataset_type_id")],
        PrimaryKey = [variant.CollectionColumn, "dataset_type_id"],
        ForeignKeys = [variant.ToCollection(variant.CollectionColumn, cascades: true), new(["dataset_type_id"], "dataset_type", ["id"]) { Cascades = true }],
    };

    public static TableDefinition Governor(SchemaVariant variant, DimensionElement governor) => new()
    {
        Name = GovernorName(governor),
        Columns = [variant.CollectionReference(variant.CollectionColumn), ColumnDefinition.Key(governor.Name, governor)],
        PrimaryKey = [variant.CollectionColumn, governor.Name],
        ForeignKeys =
        [
            variant.ToCollection(variant.CollectionColumn, cascades: true),
            new([governor.Name], governor.Name, [governor.PrimaryKey!.Name]),
        ],
    };
}
