using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Archives;

/// <summary>Collects objects and writes them as afw keeps them behind an exposure: an index, and tables in which each object has its rows.</summary>
internal sealed class ArchiveWriter
{
    private const int ModuleLength = 64;
    private readonly List<ArchiveTable> _tables = [];

    private readonly ArchiveTable _index = new(
        "ARCHIVE_INDEX", [], ArchiveColumn.Whole("id"), ArchiveColumn.Whole("cat.archive"), ArchiveColumn.Whole("cat.persistable"),
        ArchiveColumn.Whole("row0"), ArchiveColumn.Whole("nrows"), ArchiveColumn.Text("name", ModuleLength), ArchiveColumn.Text("module", ModuleLength));

    private int _count;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Adds an object.</summary>
    /// <param name="name">Its kind.</param>
    /// <param name="module">The Python module that knows it.</param>
    /// <param name="tables">Its rows: a table with the columns, and what fills them.</param>
    /// <returns>Its number in the archive.</returns>
    public int Add(string name, string module, params IReadOnlyList<(ArchiveTable Table, Action<ArchiveTable> Fill)> tables)
    {
        int id = ++_count;
        for (int part = 0; part < tables.Count; part++)
        {
            int place = _tables.FindIndex(tables[part].Table.IsLike);
            if (place < 0)
            {
                place = _tables.Count;
                _tables.Add(tables[part].Table);
            }

            int first = _tables[place].RowCount;
            tables[part].Fill(_tables[place]);
            _index.Add([], id, place + 1, part, first, _tables[place].RowCount - first, name, module);
        }

        return id;
    }

    /// <summary>Writes the archive behind what a file has already.</summary>
    public async Task WriteAsync(FitsWriter writer, CancellationToken cancellationToken)
    {
        var index = new FitsHeader([.. _index.Cards("ARCHIVE_INDEX", 0, 1), FitsCard.Of("AR_NCAT", _tables.Count + 1, "tables in the archive, the index among them")]);
        await writer.WriteEncodedAsync(index, _index.Data, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < _tables.Count; i++)
        {
            int version = _tables.Take(i + 1).Count(table => table.Name == _tables[i].Name);
            await writer.WriteEncodedAsync(new(_tables[i].Cards("ARCHIVE_DATA", i + 1, version)), _tables[i].Data, cancellationToken).ConfigureAwait(false);
        }
    }
}
