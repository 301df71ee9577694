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

    private readonly IReadOnlyList<byte[]> _kept;
    private int _count;

    /// <summary>Begins an empty archive.</summary>
    public ArchiveWriter() => _kept = [];

    /// <summary>Begins with what another archive has, but for objects of kinds that are left out; new ones get further numbers.</summary>
    public ArchiveWriter(KeptArchive kept, IReadOnlyCollection<string> without)
    {
        _kept = kept.Tables;
        foreach (var (entry, module) in kept.Index.Where(item => !without.Contains(item.Entry.Name)))
        {
            _index.Add([], entry.Id, entry.Catalog, entry.Part, entry.FirstRow, entry.RowCount, entry.Name, module);
            _count = Math.Max(_count, entry.Id);
        }
    }

    /// <summary>Begins with one object of another archive, which becomes the first, and those behind it of the kinds that it may refer to, under their numbers.</summary>
    public ArchiveWriter(KeptArchive kept, int first, IReadOnlyCollection<string> kinds)
    {
        var entries = kept.Index.Where(item => item.Entry.Id >= first && kinds.Contains(item.Entry.Name)).ToList();
        // Tables are numbered from 1; those behind the last that is needed aren't.
        _kept = [.. kept.Tables.Take(entries.Max(item => item.Entry.Catalog))];
        foreach (var (entry, module) in entries)
        {
            _index.Add([], entry.Id == first ? 1 : entry.Id, entry.Catalog, entry.Part, entry.FirstRow, entry.RowCount, entry.Name, module);
            _count = Math.Max(_count, entry.Id);
        }
    }

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Adds an object.</summary>
    /// <param name="name">Its kind.</param>
    /// <param name="module">The Python module that knows it.</param>
    /// <param name="tables">Its rows: a table with the columns, and what fills them.</param>
    /// <returns>Its number in the archive.</returns>
    public int Add(string name, string module, params IReadOnlyList<(ArchiveTable Table, Action<ArchiveTable> Fill)> tables)
    {
        int id = Reserve();
        Fill(id, name, module, tables);
        return id;
    }

    /// <summary>Takes a number for an object that is filled in after those that it refers to.</summary>
    public int Reserve() => ++_count;

    /// <summary>Fills in an object whose number was taken before.</summary>
    public void Fill(int id, string name, string module, params IReadOnlyList<(ArchiveTable Table, Action<ArchiveTable> Fill)> tables)
    {
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
            _index.Add([], id, _kept.Count + place + 1, part, first, _tables[place].RowCount - first, name, module);
        }
    }

    /// <summary>Writes the archive behind what a file has already.</summary>
    public async Task WriteAsync(FitsWriter writer, CancellationToken cancellationToken)
    {
        var index = new FitsHeader([.. _index.Cards("ARCHIVE_INDEX", 0, 1), FitsCard.Of("AR_NCAT", _kept.Count + _tables.Count + 1, "tables in the archive, the index among them")]);
        await writer.WriteEncodedAsync(index, _index.Data, cancellationToken).ConfigureAwait(false);
        foreach (byte[] kept in _kept)
            await writer.WriteWholeAsync(kept, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < _tables.Count; i++)
        {
            int version = _tables.Take(i + 1).Count(table => table.Name == _tables[i].Name);
            await writer.WriteEncodedAsync(new(_tables[i].Cards("ARCHIVE_DATA", _kept.Count + i + 1, version)), _tables[i].Data, cancellationToken).ConfigureAwait(false);
        }
    }
}
