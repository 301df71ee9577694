using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing;

/// <summary>Whether a batch can be written under a schema.</summary>
internal static class BatchRule
{
    public static void Check(ParquetSchema schema, ParquetBatch batch)
    {
        if (batch.Columns.Count != schema.Fields.Count)
            throw new ParquetRequestException($"A batch has {batch.Columns.Count} columns where the schema has {schema.Fields.Count} fields; give one for each, in order");
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i].Name != schema.Fields[i].Name)
                throw new ParquetRequestException($"A batch has the column '{batch.Columns[i].Name}' where the schema has '{schema.Fields[i].Name}'; give one for each field, in order");
            Check(schema.Fields[i], batch.Columns[i], schema.Fields[i].Name);
        }
    }

    private static void Check(ParquetField field, ParquetColumn column, string path)
    {
        var given = column.Field;
        if (!ReferenceEquals(field, given) && (field.Kind != given.Kind || field.PhysicalType != given.PhysicalType || field.ByteWidth != given.ByteWidth
            || field.LogicalType != given.LogicalType || field.Children.Count != given.Children.Count))
            throw new ParquetRequestException($"The column '{path}' is {given.TypeName} where the schema has {field.TypeName}");
        if (column.NullCount > 0 && !field.IsNullable)
            throw new ParquetRequestException($"The column '{path}' has {column.NullCount} nulls, but its field is required; make it nullable");
        if (field.LogicalType?.Kind == LogicalKind.Null && column.NullCount < column.Length)
            throw new ParquetRequestException($"The column '{path}' has values, but its field is for nulls only");
        switch (column)
        {
            case ListColumn list:
                Check(field.Children[0], list.Elements, $"{path}.{field.Children[0].Name}");
                break;
            case StructColumn parts:
                for (var i = 0; i < parts.Children.Count; i++)
                    Check(field.Children[i], parts.Children[i], $"{path}.{field.Children[i].Name}");
                break;
        }
    }
}
