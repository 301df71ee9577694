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
        var table = index.OpenTable();
        var ids = await table.ReadAsync<int>("id", cancellationToken).ConfigureAwait(false);
        var catalogs = await table.ReadAsync<int>("cat.archive", cancellationToken).ConfigureAwait(false);
        var parts = await table.ReadAsync<int>("cat.persistable", cancellationToken).ConfigureAwait(false);
        var rows = await table.ReadAsync<int>("row0", cancellationToken).ConfigureAwait(false);
        var counts = await table.ReadAsync<int>("nrows", cancellationToken).ConfigureAwait(false);
        var names = await table.ReadStringsAsync("name", cancellationToken).ConfigureAwait(false);
        var entries = ids.Select((id, i) => new ArchiveEntry(id, catalogs[i], parts[i], rows[i], counts[i], names[i])).ToList();
        var tables = new Dictionary<int, FitsHdu>();
        foreach (var hdu in file.Hdus.Skip(index.Index + 1).Where(hdu => hdu is { Role: "ARCHIVE_DATA", Kind: FitsHduKind.BinaryTable }))
        {
            if (hdu.Header.FindInt64("AR_CATN") is >= 0 and <= int.MaxValue and long number)
                tables.TryAdd((int)number, hdu);
        }

        return new Archive(file, entries, tables);
    }

    /// <summary>The table of a number.</summary>
    /// <exception cref="FitsFormatException">The archive's index names one that isn't there.</exception>
    public FitsTable Catalog(int number) => _catalogs.TryGetValue(number, out var hdu)
        ? hdu.OpenTable()
        : throw new FitsFormatException(_file.Name, $"the archive's index names table {number}, but no HDU has that AR_CATN");

    /// <summary>Checks that an entry's rows are in its table.</summary>
    /// <exception cref="FitsFormatException">They aren't.</exception>
    public ArchiveEntry Require(ArchiveEntry entry, int available) =>
        entry.FirstRow >= 0 && entry.RowCount >= 0 && (long)entry.FirstRow + entry.RowCount <= available
            ? entry
            : throw new FitsFormatException(_file.Name,
                $"the archive's index gives object {entry.Id} rows {entry.FirstRow} to {(long)entry.FirstRow + entry.RowCount - 1} of table {entry.Catalog}, which has {available}");
}
