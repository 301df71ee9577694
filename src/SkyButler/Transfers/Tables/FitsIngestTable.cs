using System.Globalization;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Tables;

namespace SkyButler.Transfers.Tables;

/// <summary>Reads the first binary table of a FITS file as a table of texts; rows are counted from 1.</summary>
internal static class FitsIngestTable
{
    private const string IntegerTypes = "BIJK";

    public static async Task<IngestTable> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            if (file.Hdus.FirstOrDefault(hdu => hdu.Kind == FitsHduKind.BinaryTable) is not { } hdu)
                throw new IngestTableException($"{path} is a FITS file without a binary table; give one, or the table as CSV or ECSV.");
            var table = hdu.OpenTable();
            var columns = new List<string[]>();
            foreach (var column in table.Columns)
                columns.Add(await ReadAsync(table, column, path, cancellationToken).ConfigureAwait(false));
            var rows = Enumerable.Range(0, (int)table.RowCount).Select(row => new IngestTableRow(row + 1, [.. columns.Select(c => c[row])]));
            return new IngestTable(path, [.. table.Columns.Select(c => c.Name)], [.. rows]);
        }
    }

    private static async Task<string[]> ReadAsync(FitsTable table, FitsColumn column, string path, CancellationToken cancellationToken)
    {
        if (column.Type == 'A')
            return await table.ReadStringsAsync(column.Name, cancellationToken).ConfigureAwait(false);
        if (!IntegerTypes.Contains(column.Type, StringComparison.Ordinal))
            throw new IngestTableException($"{path}: The column '{column.Name}' of type {column.Type} holds neither text nor integers, as names of files and dimensions do.");
        var numbers = await table.ReadAsync<long>(column.Name, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(numbers, number => number.ToString(CultureInfo.InvariantCulture));
    }
}
