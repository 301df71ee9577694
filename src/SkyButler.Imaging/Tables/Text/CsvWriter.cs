namespace SkyButler.Imaging.Tables.Text;

/// <summary>Writes tables as CSV: names and values only. Cells without a value are empty; arrays are written as JSON.</summary>
internal static class CsvWriter
{
    /// <summary>Writes a table.</summary>
    public static async Task WriteAsync(TextWriter writer, Table table, CancellationToken cancellationToken = default)
    {
        await DelimitedText.WriteAsync(writer, table, ',', cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
