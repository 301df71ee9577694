using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>Tables that say which sky pixels the regions of an element's records touch, and the unused ones between families that the original makes.</summary>
internal static class OverlapTables
{
    public static ColumnDefinition System { get; } = new("skypix_system", ColumnType.String, 16);
    public static ColumnDefinition Level { get; } = ColumnDefinition.Integer("skypix_level") with { IsSmall = true };

    public static string Name(DimensionElement element) => $"{element.Name}_skypix_overlap";

    public static string SummaryName(DimensionElement element) => $"{element.Name}_skypix_overlap_summary";

    /// <summary>Elements whose records have regions that the database keeps.</summary>
    public static IEnumerable<DimensionElement> SpatialElements(DimensionUniverse universe) =>
        universe.Elements.Where(e => e.HasTable && e.SpatialFamily is not null);

    public static IEnumerable<TableDefinition> Make(DimensionUniverse universe)
    {
        var spatial = SpatialElements(universe).ToList();
        foreach (var element in spatial)
        {
            yield return Summary(element);
            yield return Overlap(element);
        }

        for (var a = 0; a < spatial.Count; a++)
        {
            for (var b = a + 1; b < spatial.Count; b++)
            {
                if (spatial[a].SpatialFamily == spatial[b].SpatialFamily)
                    continue;
                yield return Legacy(spatial[a], spatial[b], "_overlap_summary", governorsOnly: true);
                yield return Legacy(spatial[a], spatial[b], "_overlap", governorsOnly: false);
            }
        }
    }

    private static TableDefinition Summary(DimensionElement element)
    {
        IReadOnlyList<DimensionElement> governors = element.Governor is { } governor ? [governor] : [];
        return new()
        {
            Name = SummaryName(element),
            Columns = [System, Level, .. governors.Select(Column)],
            PrimaryKey = [System.Name, Level.Name, .. governors.Select(g => g.Name)],
            ForeignKeys = [.. governors.Select(g => ElementTables.Reference(g, null))],
        };
    }

    private static TableDefinition Overlap(DimensionElement element)
    {
        var required = element.Required;
        IReadOnlyList<string> summary = [System.Name, Level.Name, .. element.Governor is { } governor ? [governor.Name] : (IReadOnlyList<string>)[]];
        return new()
        {
            Name = Name(element),
            Columns = [System, Level, .. required.Select(Column), ColumnDefinition.Integer("skypix_index")],
            PrimaryKey = [System.Name, Level.Name, .. required.Select(r => r.Name), "skypix_index"],
            Indexes = [[System.Name, Level.Name, "skypix_index", .. required.Select(r => r.Name)]],
            ForeignKeys =
            [
                new(summary, SummaryName(element), summary) { Cascades = true },
                .. required.Where(r => r.HasTable).Select(r => ElementTables.Reference(r, null)),
            ],
        };
    }

    private static TableDefinition Legacy(DimensionElement a, DimensionElement b, string suffix, bool governorsOnly)
    {
        IEnumerable<DimensionElement> governors = new[] { a.Governor, b.Governor }.OfType<DimensionElement>();
        IReadOnlyList<DimensionElement> columns = [.. (governorsOnly ? governors : governors.Concat(a.Required).Concat(b.Required)).Distinct()];
        return new()
        {
            Name = $"{a.Name}_{b.Name}{suffix}",
            Columns = [.. columns.Select(Column)],
            PrimaryKey = [.. columns.Select(c => c.Name)],
            ForeignKeys = [.. columns.Where(c => c.HasTable).Select(c => ElementTables.Reference(c, null))],
        };
    }

    private static ColumnDefinition Column(DimensionElement dimension) => ColumnDefinition.Key(dimension.Name, dimension);
}
