using System.Globalization;
using SkyButler.Datastores.Contents;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Headers;
using SkyButler.Parquet;
using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Columns;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Makes Arrow's tables of ours, with the texts that the original, astropy and pandas look for.</summary>
internal static class ArrowOfTable
{
    /// <summary>A table of Arrow's.</summary>
    /// <exception cref="ImagingException">Parquet has no such numbers, or metadata are nested beyond reason.</exception>
    public static ArrowTable Convert(Table table, TableStyle style)
    {
        var columns = new List<ParquetColumn>(table.Columns.Count);
        var keyValues = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (style == TableStyle.Pandas)
            keyValues[ArrowKeys.Pandas] = PandasMetadata.Write(table);
        keyValues[ArrowKeys.RowCount] = table.RowCount.ToString(CultureInfo.InvariantCulture);
        foreach (var column in table.Columns)
        {
            columns.Add(ElementTypes.Dispatch(column.Definition, new ElementWriter(column)));
            AddLengths(keyValues, column, style);
        }

        if (style == TableStyle.Astropy)
            keyValues[ArrowKeys.AstropyYaml] = AstropyHeader.Write(Told(table.Schema));
        if (style != TableStyle.Numpy && table.Metadata.GetValueOrDefault(ArrowKeys.PandasIndex) is string index)
            keyValues[ArrowKeys.PandasIndex] = index;
        var batch = new ParquetBatch(columns);
        return new(batch) { Schema = new(batch.Schema) { KeyValues = keyValues, ArrowFields = [.. table.Columns.Select(c => Field(c.Definition, style))] } };
    }

    /// <summary>The schema of such a table, without the number of its rows.</summary>
    /// <exception cref="ImagingException">Parquet has no such numbers, or metadata are nested beyond reason.</exception>
    public static ArrowTableSchema Convert(TableSchema schema, TableStyle style)
    {
        var columns = schema.Columns.Select(c => ElementTypes.Dispatch(c, new EmptyColumn(c)));
        var made = Convert(new Table(columns, schema.Metadata), style).Schema;
        return made with { KeyValues = new OrderedDictionary<string, string>(made.KeyValues.Where(k => k.Key != ArrowKeys.RowCount), StringComparer.Ordinal) };
    }

    // How wide numpy's arrays of texts must be, and the shapes of others where a length doesn't tell.
    private static void AddLengths(OrderedDictionary<string, string> keyValues, Column column, TableStyle style)
    {
        if (column is Column<string> texts && column.Definition.Shape.Count == 0)
        {
            var longest = 1;
            for (var i = 0; i < texts.Values.Length; i++)
                longest = Math.Max(longest, Characters(texts.Values[i]));
            var length = longest.ToString(CultureInfo.InvariantCulture);
            keyValues[ArrowKeys.Length(column.Name)] = length;
            if (style != TableStyle.Pandas)
                keyValues[ArrowKeys.TableLength(column.Name)] = length;
        }

        if (column.Definition.Shape.Count > 1)
            keyValues[ArrowKeys.Shape(column.Name)] = ArrowKeys.TextOf(column.Definition.Shape);
    }

    // Python counts a pair of surrogates as the one character that it is.
    private static int Characters(string? text)
    {
        var count = text?.Length ?? 0;
        foreach (var c in text ?? "")
            if (char.IsLowSurrogate(c))
                count--;
        return count;
    }

    private static ArrowField Field(ColumnDefinition column, TableStyle style)
    {
        var metadata = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (style == TableStyle.Astropy && column.Description is { Length: > 0 } description)
            metadata[ArrowKeys.Description] = description;
        if (style == TableStyle.Astropy && column.Unit is { Length: > 0 } unit)
            metadata[ArrowKeys.Unit] = unit;
        var zone = column.Metadata.GetValueOrDefault(ArrowMark.Key) is string mark ? ArrowMark.TypeOf(mark)?.TimeZone : null;
        if (column.Shape.Count == 0 && !column.IsRagged)
            return new(column.Name, null, zone, metadata, []);
        var none = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        return new(column.Name, column.IsRagged ? null : column.ElementsPerRow, null, metadata, [new ArrowField("item", null, zone, none, [])]);
    }

    // What is told elsewhere in the file isn't told twice.
    private static TableSchema Told(TableSchema schema) => new([.. schema.Columns.Select(WithoutMark)])
    {
        Metadata = new OrderedDictionary<string, object?>(schema.Metadata.Where(m => m.Key is not (ArrowKeys.Pandas or ArrowKeys.PandasIndex)), StringComparer.Ordinal),
    };

    private static ColumnDefinition WithoutMark(ColumnDefinition column) => !column.Metadata.ContainsKey(ArrowMark.Key) ? column
        : column with { Metadata = new OrderedDictionary<string, object?>(column.Metadata.Where(m => m.Key != ArrowMark.Key), StringComparer.Ordinal) };
}
