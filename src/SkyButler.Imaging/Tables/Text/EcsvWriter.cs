using System.Text;
using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>Writes tables in ECSV 1.0 (astropy's APE 6), fields divided by blanks as astropy does. Cells without a value are empty.</summary>
internal static class EcsvWriter
{
    /// <summary>Writes a table.</summary>
    /// <exception cref="TableException">The table has no column, or metadata that YAML can't hold.</exception>
    public static async Task WriteAsync(TextWriter writer, Table table, CancellationToken cancellationToken = default)
    {
        if (table.Columns.Count == 0)
            throw new TableException("A table without columns can't be written as ECSV");
        var header = new StringBuilder("# %ECSV 1.0\n# ---\n");
        foreach (string line in HeaderLines(table.Schema))
            header.Append("# ").Append(line).Append('\n');
        await writer.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        await DelimitedText.WriteAsync(writer, table, ' ', cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lines of YAML that tell of columns and metadata.</summary>
    internal static IEnumerable<string> HeaderLines(TableSchema schema)
    {
        yield return "datatype:";
        foreach (var column in schema.Columns)
            yield return "- " + YamlText.Of(Entry(column));
        if (schema.Metadata.Count > 0)
        {
            yield return "meta: !!omap";
            foreach (var entry in schema.Metadata)
                yield return "- " + YamlText.Of(new OrderedDictionary<string, object?> { [entry.Key] = entry.Value });
        }

        yield return "schema: astropy-2.0";
    }

    private static OrderedDictionary<string, object?> Entry(ColumnDefinition column)
    {
        bool isArray = column.IsRagged || column.Shape.Count > 0;
        var entry = new OrderedDictionary<string, object?> { ["name"] = column.Name };
        if (column.Unit is not null)
            entry["unit"] = column.Unit;
        entry["datatype"] = isArray ? "string" : ColumnTypes.NameOf(column.Type);
        if (column.Format is not null)
            entry["format"] = column.Format;
        if (column.Description is not null)
            entry["description"] = column.Description;
        if (isArray)
            entry["subtype"] = $"{ColumnTypes.NameOf(column.Type)}[{(column.IsRagged ? "null" : string.Join(',', column.Shape))}]";
        if (column.Metadata.Count > 0)
            entry["meta"] = column.Metadata;
        return entry;
    }
}
