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
    internal static IEnumerable<string> HeaderLines(TableSchema schema) => AstropyHeader.Lines(schema).Append("schema: astropy-2.0");
}
