using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>Tables that every repository has, whatever its universe: attributes, collections, dataset types and datasets, datastores' books.</summary>
internal static class CoreTables
{
    public static TableDefinition Attributes { get; } = new()
    {
        Name = "butler_attributes",
        Columns = [ColumnDefinition.Text("name"), ColumnDefinition.Text("value")],
        PrimaryKey = ["name"],
    };

    public static TableDefinition OpaqueMeta { get; } = new()
    {
        Name = "opaque_meta",
        Columns = [ColumnDefinition.Text("table_name")],
        PrimaryKey = ["table_name"],
    };

    public static TableDefinition DimensionGroupKey { get; } = new()
    {
        Name = "dimension_graph_key",
        Columns = [ColumnDefinition.Integer("id") with { IsAutoIncrement = true }],
        PrimaryKey = ["id"],
    };

    public static TableDefinition DimensionGroupDefinition { get; } = new()
    {
        Name = "dimension_graph_definition",
        Columns = [ColumnDefinition.Integer("dimension_graph_id"), ColumnDefinition.Text("dimension_name")],
        PrimaryKey = ["dimension_graph_id", "dimension_name"],
        ForeignKeys = [new(["dimension_graph_id"], "dimension_graph_key", ["id"]) { Cascades = true }],
    };

    public static TableDefinition DatasetType { get; } = new()
    {
        Name = "dataset_type",
        Columns =
        [
            ColumnDefinition.Integer("id") with { IsAutoIncrement = true },
            ColumnDefinition.Text("name"),
            ColumnDefinition.Text("storage_class"),
            ColumnDefinition.Integer("dimensions_key"),
            ColumnDefinition.Text("tag_association_table"),
            ColumnDefinition.Text("calibration_association_table") with { IsNullable = true },
        ],
        PrimaryKey = ["id"],
        Unique = [["name"]],
    };

    public static TableDefinition DatasetLocation { get; } = new()
    {
        Name = "dataset_location",
        Columns = [ColumnDefinition.Text("datastore_name"), ColumnDefinition.Identifier("dataset_id")],
        PrimaryKey = ["datastore_name", "dataset_id"],
        ForeignKeys = [new(["dataset_id"], "dataset", ["id"])],
    };

    public static TableDefinition DatasetLocationTrash { get; } = new()
    {
        Name = "dataset_location_trash",
        Columns = [ColumnDefinition.Identifier("dataset_id"), ColumnDefinition.Text("datastore_name")],
        PrimaryKey = ["dataset_id", "datastore_name"],
    };

    public static TableDefinition Collection(SchemaVariant variant)
    {
        ColumnDefinition type = ColumnDefinition.Integer("type") with { IsSmall = true };
        ColumnDefinition doc = ColumnDefinition.Text("doc") with { IsNullable = true };
        return variant.NamesAreKeys
            ? new() { Name = "collection", Columns = [ColumnDefinition.Text("name"), type, doc], PrimaryKey = ["name"] }
            : new()
            {
                Name = "collection",
                Columns = [ColumnDefinition.Integer("collection_id") with { IsAutoIncrement = true }, ColumnDefinition.Text("name"), type, doc],
                PrimaryKey = ["collection_id"],
                Unique = [["name"]],
            };
    }

    public static TableDefinition Run(SchemaVariant variant) => new()
    {
        Name = "run",
        Columns =
        [
            Member(variant, variant.CollectionKey),
            ColumnDefinition.Text("host") with { IsNullable = true },
            new ColumnDefinition("timespan", ColumnType.Timespan) { IsNullable = true },
        ],
        PrimaryKey = [variant.CollectionKey],
        ForeignKeys = [variant.ToCollection(variant.CollectionKey, cascades: true)],
    };

    public static TableDefinition CollectionChain(SchemaVariant variant) => new()
    {
        Name = "collection_chain",
        Columns = [Member(variant, "parent"), ColumnDefinition.Integer("position") with { IsSmall = true }, Member(variant, "child")],
        PrimaryKey = ["parent", "position"],
        ForeignKeys = [variant.ToCollection("parent", cascades: true), variant.ToCollection("child", cascades: false)],
    };

    public static TableDefinition Dataset(SchemaVariant variant) => new()
    {
        Name = "dataset",
        Columns =
        [
            ColumnDefinition.Identifier("id"),
            ColumnDefinition.Integer("dataset_type_id"),
            new ColumnDefinition("ingest_date", ColumnType.DateTime) { IsCalendarText = variant.DatesAreText, HasDefault = variant.DatesAreText },
            variant.CollectionReference(variant.RunColumn),
        ],
        PrimaryKey = ["id"],
        ForeignKeys =
        [
            new(["dataset_type_id"], "dataset_type", ["id"]),
            new([variant.RunColumn], "run", [variant.CollectionKey]) { Cascades = true },
        ],
    };

    // The original declares these names without a length where they are keys.
    private static ColumnDefinition Member(SchemaVariant variant, string column) =>
        variant.NamesAreKeys ? new(column, ColumnType.String) : ColumnDefinition.Integer(column);
}
