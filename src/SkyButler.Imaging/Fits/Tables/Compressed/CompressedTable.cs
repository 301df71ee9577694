using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.Compressed;

/// <summary>
/// A binary table whose columns are compressed in tiles of rows (FITS standard 4.0, section 10.3): tells how the table looks
/// uncompressed, and gives its bytes.
/// </summary>
internal static partial class CompressedTable
{
    /// <summary>Whether a header is that of such a table.</summary>
    public static bool IsOne(FitsHeader header) => header.FindBoolean("ZTABLE") == true;

    /// <summary>Opens the table as if it weren't compressed.</summary>
    /// <exception cref="FitsFormatException">The header is wrong, or columns have a form that is not read here.</exception>
    public static FitsTable Open(IByteSource source, HduLayout hdu, FitsReadLimits limits)
    {
        var stored = TableLayout.Of(hdu);
        long rowLength = Whole("ZNAXIS1", int.MaxValue), rows = Whole("ZNAXIS2", long.MaxValue / Math.Max(1, rowLength));
        long tileRows = Whole("ZTILELEN", int.MaxValue);
        if (tileRows == 0 || (rows + tileRows - 1) / tileRows != stored.RowCount)
            throw hdu.Error($"the compressed table has {stored.RowCount} tiles, but {rows} rows in tiles of {tileRows} make another number");
        if ((Int128)tileRows * rowLength > limits.MaxTableTileBytes)
            throw hdu.Error($"tiles of {tileRows} rows of {rowLength} bytes are larger than the {limits.MaxTableTileBytes} bytes that are accepted");
        var plain = new HduLayout
        {
            File = hdu.File,
            Index = hdu.Index,
            Header = ToPlain(hdu.Header),
            Kind = FitsHduKind.BinaryTable,
            Bitpix = 8,
            Axes = [rowLength, rows],
            DataOffset = 0,
            DataLength = rowLength * rows,
            ParameterCount = 0,
        };
        var layout = TableLayout.Of(plain);
        if (layout.Columns.FirstOrDefault(column => column.IsVariable) is { } variable)
            throw hdu.Error($"column {variable.Name} of the compressed table holds arrays of differing length, which are not read here: run funpack on the file first");
        if (layout.Columns.Sum(column => (long)column.Width) != rowLength)
            throw hdu.Error($"the columns of the compressed table take {layout.Columns.Sum(column => (long)column.Width)} bytes, but its rows have {rowLength}");
        return new FitsTable(new CompressedTableSource(new TableTiles(source, stored, layout, (int)tileRows)), layout);

        long Whole(string keyword, long most) => hdu.Header.FindInt64(keyword) is { } value && value >= 0 && value <= most
            ? value
            : throw hdu.Error($"{keyword} of a compressed table is {hdu.Header.Find(keyword)?.Value ?? "missing"}; a whole number was expected");
    }

    private static FitsHeader ToPlain(FitsHeader header)
    {
        var plain = new FitsHeader();
        foreach (var card in header)
        {
            if (card.Keyword.StartsWith("ZFORM", StringComparison.Ordinal))
                plain.Add(FitsCard.Of($"T{card.Keyword[1..]}", card.Value, card.Comment));
            else if (!OfCompression().IsMatch(card.Keyword))
                plain.Add(card);
        }

        return plain;
    }

    [GeneratedRegex("^(ZTABLE|ZTILELEN|ZNAXIS[12]|ZPCOUNT|ZTHEAP|ZHECKSUM|ZDATASUM|CHECKSUM|DATASUM|ZCTYP[0-9]+|TFORM[0-9]+|NAXIS[12]|PCOUNT)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OfCompression();
}
