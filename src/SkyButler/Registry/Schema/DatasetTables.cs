using System.Globalization;
using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>Tables made for each group of dimensions that a dataset type has: which dataset is in which collection, and when it is valid.</summary>
internal static class DatasetTables
{
    public static string TagsName(long groupKey) => string.Create(CultureInfo.InvariantCulture, $"dataset_tags_{groupKey:d8}");

    public static string CalibsName(long groupKey) => string.Create(CultureInfo.InvariantCulture, $"dataset_calibs_{groupKey:d8}");

    public static TableDefinition Tags(string name, DimensionGroup group, SchemaVariant variant) => new()
    {
        Name = name,
        Columns = TagColumns(group, variant),
        PrimaryKey = ["dataset_id", variant.CollectionColumn],
        Unique = [["dataset_type_id", variant.CollectionColumn, .. group.Required.Select(d => d.Name)]],
        ForeignKeys = [.. ForeignKeys(group, variant)],
    };

    public static TableDefinition Calibs(string name, DimensionGroup group, SchemaVariant variant) => new()
    {
        Name = name,
        Columns = [ColumnDefinition.Integer("id") with { IsAutoIncrement = true }, .. CalibColumns(group, variant)],
        PrimaryKey = ["id"],
        ForeignKeys = [.. ForeignKeys(group, variant)],
        Indexes = [["dataset_type_id", variant.CollectionColumn, .. group.Required.Select(d => d.Name), "timespan"]],
    };

    /// <summary>Columns of membership, in order.</summary>
    public static IReadOnlyList<ColumnDefinition> TagColumns(DimensionGroup group, SchemaVariant variant) =>
    [
        ColumnDefinition.Integer("dataset_type_id"),
        ColumnDefinition.Identifier("dataset_id"),
        variant.CollectionReference(variant.CollectionColumn),
        .. group.Required.Select(d => ColumnDefinition.Key(d.Name, d)),
    ];

    /// <summary>Columns of validity ranges without their counted key.</summary>
    public static IReadOnlyList<ColumnDefinition> CalibColumns(DimensionGroup group, SchemaVariant variant) =>
        [.. TagColumns(group, variant), new ColumnDefinition("timespan", ColumnType.Timespan) { HasDefault = true }];

    private static IEnumerable<ForeignKeyDefinition> ForeignKeys(DimensionGroup group, SchemaVariant variant)
    {
        yield return new(["dataset_type_id"], "dataset_type", ["id"]);
        yield return new(["dataset_id"], "dataset", ["id"]) { Cascades = true };
        yield return variant.ToCollection(variant.CollectionColumn, cascades: true);
        yield return new(
            [variant.CollectionColumn, "dataset_type_id"], SummaryTables.DatasetTypeName, [variant.CollectionColumn, "dataset_type_id"]);
        foreach (var dimension in group.Required)
        {
            if (!dimension.HasTable)
                continue;
            yield return ElementTables.Reference(dimension, null);
            if (dimension.Kind == DimensionElementKind.Governor)
                yield return new(
                    [variant.CollectionColumn, dimension.Name], SummaryTables.GovernorName(dimension), [variant.CollectionColumn, dimension.Name]);
        }
    }
}
