using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Tables;

namespace SkyButler.Imaging.Archives;

/// <summary>
/// The archive that afw puts behind the images of a file, or makes a file of: an index of objects and the tables that
/// hold them.
/// </summary>
internal sealed class Archive
{
    private readonly FitsFile _file;
    private readonly Dictionary<int, FitsHdu> _catalogs;

    private Archive(FitsFile file, IReadOnlyList<ArchiveEntry> entries, Dictionary<int, FitsHdu> catalogs)
    {
        _file = file;
        Entries = entries;
        _catalogs = catalogs;
    }

    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>The archive of a file, or null when it has none.</summary>
    public static async Task<Archive?> FindAsync(FitsFile file, CancellationToken cancellationToken)
    {
        if (file.FindRole("ARCHIVE_INDEX") is not { Kind: FitsHduKind.BinaryTable } index)
            return null;
        var rows = await ArchiveRows.ReadAsync(index.OpenTable(), cancellationToken).ConfigureAwait(false);
        var entries = Enumerable.Range(0, rows.Count).Select(row => EntryOf(rows, row)).ToList();
        var tables = new Dictionary<int, FitsHdu>();
        foreach (var hdu in file.Hdus.Skip(index.Index + 1).Where(hdu => hdu is { Role: "ARCHIVE_DATA", Kind: FitsHduKind.BinaryTable }))
        {
            if (hdu.Header.FindInt64("AR_CATN") is >= 0 and <= int.MaxValue and long number)
                tables.TryAdd((int)number, hdu);
        }

        return new Archive(file, entries, tables);
    }

    /// <summary>A row of the index.</summary>
    public static ArchiveEntry EntryOf(ArchiveRows rows, int row) => new(
        rows.Number<int>("id", row), rows.Number<int>("cat.archive", row), rows.Number<int>("cat.persistable", row),
        rows.Number<int>("row0", row), rows.Number<int>("nrows", row), rows.Text("name", row));

    /// <summary>The table of a number.</summary>
    /// <exception cref="FitsFormatException">The archive's index names one that isn't there.</exception>
    public FitsTable Catalog(int number) => _catalogs.TryGetValue(number, out var hdu)
        ? hdu.OpenTable()
        : throw new FitsFormatException(_file.Name, $"the archive's index names table {number}, but no HDU has that AR_CATN");

    /// <summary>The rows of an entry.</summary>
    /// <exception cref="FitsFormatException">They aren't there.</exception>
    public async Task<ArchiveRows> ReadAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var table = Catalog(entry.Catalog);
        Require(entry, table.RowCount);
        return await ArchiveRows.ReadAsync(table, cancellationToken, entry.FirstRow, entry.RowCount).ConfigureAwait(false);
    }

    /// <summary>Checks that an entry's rows are in its table.</summary>
    /// <exception cref="FitsFormatException">They aren't.</exception>
    public ArchiveEntry Require(ArchiveEntry entry, long available) =>
        entry.FirstRow >= 0 && entry.RowCount >= 0 && (long)entry.FirstRow + entry.RowCount <= available
            ? entry
            : throw new FitsFormatException(_file.Name,
                $"the archive's index gives object {entry.Id} rows {entry.FirstRow} to {(long)entry.FirstRow + entry.RowCount - 1} of table {entry.Catalog}, which has {available}");
}
