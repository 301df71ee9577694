using SkyButler.Datastores.Contents;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Makes tables of Arrow's.</summary>
internal static class TableOfArrow
{
    private const string Source = "the text '" + ArrowKeys.AstropyYaml + "' of the table";

    /// <summary>A table; what is missing is masked, and filled as the original fills it.</summary>
    /// <exception cref="ImagingException">A column is nested, or metadata are damaged.</exception>
    public static Table Convert(ArrowTable arrow, TableStyle style)
    {
        var schema = Convert(arrow.Schema, style);
        var columns = new List<Column>(schema.Columns.Count);
        for (var i = 0; i < schema.Columns.Count; i++)
            columns.Add(ElementTypes.Dispatch(schema.Columns[i], new ElementReader(arrow.Rows.Columns[i], schema.Columns[i])));
        return new Table(columns, schema.Metadata);
    }

    /// <summary>The schema of such a table.</summary>
    /// <exception cref="ImagingException">A column is nested, or metadata are damaged.</exception>
    public static TableSchema Convert(ArrowTableSchema arrow, TableStyle style)
    {
        var metadata = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        var schema = new TableSchema(ArrowColumnDefinition.Of(arrow)) { Metadata = metadata };
        foreach (var key in Kept(style))
            if (arrow.KeyValues.TryGetValue(key, out var text))
                metadata[key] = text;
        if (style != TableStyle.Astropy || !arrow.KeyValues.TryGetValue(ArrowKeys.AstropyYaml, out var yaml))
            return schema;
        var told = AstropyHeader.Apply(schema, yaml, Source);
        return told with { Columns = [.. told.Columns.Zip(schema.Columns, WithMark)] };
    }

    private static string[] Kept(TableStyle style) => style switch
    {
        TableStyle.Pandas => [ArrowKeys.Pandas, ArrowKeys.PandasIndex],
        TableStyle.Astropy => [ArrowKeys.PandasIndex],
        _ => [],
    };

    // The YAML has a column's metadata as a whole.
    private static ColumnDefinition WithMark(ColumnDefinition told, ColumnDefinition known) =>
        known.Metadata.GetValueOrDefault(ArrowMark.Key) is not { } mark || told.Metadata.ContainsKey(ArrowMark.Key) ? told
        : told with { Metadata = new OrderedDictionary<string, object?>(told.Metadata, StringComparer.Ordinal) { [ArrowMark.Key] = mark } };
}
