using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Descriptions;

/// <summary>The columns of a table.</summary>
internal static class TableFacts
{
    public static IEnumerable<Fact> Of(TableSchema schema, long rowCount)
    {
        yield return new("rows", rowCount);
        yield return new("columns", (long)schema.Columns.Count);
        foreach (var column in schema.Columns)
        {
            yield return new($"column {column.Name}", column.TypeText
                + (column.Unit is null ? "" : $" [{column.Unit}]") + (column.Description is null ? "" : $": {column.Description}"));
        }
    }
}
