using System.Globalization;
using SkyButler.Datastores.Formatters.Tables;
using SkyButler.Imaging.Tables;

namespace SkyButler.Transfers.Tables;

/// <summary>Reads the first table of a FITS file or VOTable, or one in Parquet, as a table of texts; rows are counted from 1.</summary>
internal static class TypedIngestTable
{
    public static async Task<IngestTable> ReadAsync(string path, string source, CancellationToken cancellationToken)
    {
        Table table;
        try
        {
            table = await TableFiles.ReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TableException e)
        {
            throw new IngestTableException($"{e.Message.Replace(path, source, StringComparison.Ordinal)}; give one, or the table as CSV or ECSV.", e);
        }

        var columns = table.Columns.Select(column => Texts(column, source)).ToList();
        var rows = Enumerable.Range(0, table.RowCount).Select(row => new IngestTableRow(row + 1, [.. columns.Select(c => c[row])]));
        return new IngestTable(source, [.. table.Columns.Select(c => c.Name)], [.. rows]);
    }

    private static string[] Texts(Column column, string source)
    {
        var texts = new string[column.RowCount];
        for (var row = 0; row < texts.Length; row++)
        {
            texts[row] = column.GetValue(row) switch
            {
                null => "",
                string text => text,
                sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToString(column.GetValue(row), CultureInfo.InvariantCulture)!,
                _ => throw new IngestTableException(
                    $"{source}: The column '{column.Name}' of {column.Definition.TypeText} holds neither text nor integers, as names of files and dimensions do."),
            };
        }

        return texts;
    }
}
