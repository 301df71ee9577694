using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>All tables that a new repository has, each after those that it refers to.</summary>
internal static class RegistrySchema
{
    public static IReadOnlyList<TableDefinition> StaticTables(DimensionUniverse universe, SchemaVariant variant) =>
    [
        CoreTables.Attributes,
        .. universe.Elements.Where(e => e.HasTable).Select(ElementTables.Make),
        .. OverlapTables.Make(universe),
        CoreTables.DimensionGroupKey,
        CoreTables.DimensionGroupDefinition,
        CoreTables.Collection(variant),
        CoreTables.Run(variant),
        CoreTables.CollectionChain(variant),
        CoreTables.DatasetType,
        CoreTables.Dataset(variant),
        SummaryTables.DatasetType(variant),
        .. universe.Governors.Select(g => SummaryTables.Governor(variant, g)),
        CoreTables.OpaqueMeta,
        CoreTables.DatasetLocation,
        CoreTables.DatasetLocationTrash,
    ];
}
