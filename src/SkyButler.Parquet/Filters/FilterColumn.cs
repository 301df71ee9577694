using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>Finds the column of a filter in a schema and in batches.</summary>
internal static class FilterColumn
{
    /// <summary>The fields from a row's down to the one of values.</summary>
    /// <exception cref="ParquetRequestException">There is no such column, or it holds no single values.</exception>
    public static IReadOnlyList<FieldNode> Find(ParquetSchema schema, string name)
    {
        var way = new List<FieldNode> { ColumnSelection.Select(schema, [name])[0] };
        while (way[^1] is { Leaf: null, IsRepeated: false, Children.Count: 1 })
            way.Add(way[^1].Children[0]);
        return way[^1].Leaf is not null ? way
            : throw new ParquetRequestException($"The column '{name}' is {way[^1].Field.TypeName} and cannot be compared with a value; filter by columns of single values, or by a path into a struct");
    }

    /// <summary>The values of the column in a batch; clears what is null on the way to them.</summary>
    public static ParquetColumn Of(IReadOnlyList<FieldNode> way, ParquetBatch batch, Span<bool> present)
    {
        var column = batch[way[0].Field.Name];
        present.Fill(true);
        Narrow(column, present);
        foreach (var node in way.Skip(1))
        {
            column = ((StructColumn)column).Children.First(c => c.Name == node.Field.Name);
            Narrow(column, present);
        }

        return column;
    }

    private static void Narrow(ParquetColumn column, Span<bool> present)
    {
        if (column.NullCount == 0)
            return;
        var validity = column.Validity.Span;
        for (var i = 0; i < present.Length; i++)
            present[i] &= validity[i];
    }
}
