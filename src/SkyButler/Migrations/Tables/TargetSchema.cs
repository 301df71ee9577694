using SkyButler.Dimensions;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Tables;

/// <summary>The tables of a repository, each after those that it refers to.</summary>
internal static class TargetSchema
{
    public static IReadOnlyList<TableDefinition> Make(DimensionUniverse universe, SchemaVariant variant, IEnumerable<AssociationTables> associations)
    {
        var tables = new List<TableDefinition>(RegistrySchema.StaticTables(universe, variant));
        foreach (var association in associations)
        {
            var group = universe.Conform(association.Dimensions);
            tables.Add(DatasetTables.Tags(association.Tags, group, variant));
            if (association.Calibs is { } calibs)
                tables.Add(DatasetTables.Calibs(calibs, group, variant));
        }

        return tables;
    }
}
