using System.Buffers.Binary;
using System.Xml;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Reads the rows of a VOTable's data.</summary>
internal sealed class VoRows
{
    private readonly List<VoField> _fields;
    private readonly VoColumn?[] _columns;
    private readonly TableReadOptions _options;
    private readonly string _source;
    private long _row;
    private long _size;
    private int _taken;

    public VoRows(List<VoField> fields, IReadOnlyList<int> chosen, TableReadOptions options, string source)
    {
        (_fields, _options, _source) = (fields, options, source);
        _columns = new VoColumn?[fields.Count];
        foreach (int place in chosen)
            _columns[place] = new VoColumn(fields[place]);
    }

    private bool IsWanted => _row >= _options.FirstRow;

    private bool IsDone => _taken >= (_options.RowCount ?? int.MaxValue);

    /// <summary>The table of the rows that were read.</summary>
    public Table ToTable(IReadOnlyList<int> chosen, IReadOnlyDictionary<string, object?> metadata) =>
        new([.. chosen.Select(place => _columns[place]!.ToColumn(_taken))], _taken, metadata);

    /// <summary>Reads data in whatever form they come.</summary>
    /// <param name="xml">A reader that stands on DATA.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task ReadDataAsync(XmlReader xml, CancellationToken cancellationToken)
    {
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.NodeType != XmlNodeType.Element)
        {
            if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "DATA" })
                return;
        }

        string form = xml.LocalName;
        if (form == "TABLEDATA")
        {
            await ReadTextAsync(xml, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (form is not ("BINARY" or "BINARY2"))
            throw new TableException($"{_source} has its data as {form}, of which the file is elsewhere; TABLEDATA, BINARY and BINARY2 are read here");
        while (await xml.ReadAsync().ConfigureAwait(false) && !(xml.NodeType == XmlNodeType.Element && xml.LocalName == "STREAM"))
        {
            if (xml.NodeType == XmlNodeType.EndElement)
                throw new TableException($"{_source}: {form} has no STREAM");
        }

        if (xml.GetAttribute("href") is { Length: > 0 } address)
            throw new TableException($"{_source} has its data in another file, '{address}', which is not fetched");
        if (!xml.IsEmptyElement)
            await ReadBinaryAsync(new VoBytes(xml, _source), form == "BINARY2", cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadTextAsync(XmlReader xml, CancellationToken cancellationToken)
    {
        if (xml.IsEmptyElement)
            return;
        int place = -1, depth = xml.Depth;
        await xml.ReadAsync().ConfigureAwait(false);
        while (xml.Depth > depth && !IsDone)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "TD" })
            {
                AddText(++place, await xml.ReadElementContentAsStringAsync().ConfigureAwait(false));
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "TR" })
            {
                cancellationToken.ThrowIfCancellationRequested();
                place = -1;
                if (xml.IsEmptyElement)
                    EndRow(place);
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "TR" })
            {
                EndRow(place);
            }

            await xml.ReadAsync().ConfigureAwait(false);
        }
    }

    private void AddText(int place, string cell)
    {
        if (place >= _fields.Count)
            throw new TableException($"{_source}: row {_row + 1} has more cells than the {_fields.Count} fields");
        if (!IsWanted || _columns[place] is not { } column)
            return;
        Grow(8 + Math.Max(cell.Length, column.BytesPerRow));
        if (!VoText.TryAdd(column, cell))
            throw new TableException($"{_source}: row {_row + 1}: field '{column.Field.Definition.Name}' holds {column.Field.Definition.TypeText}, which '{(cell.Length > 80 ? cell[..80] + "..." : cell)}' is not");
    }

    private void EndRow(int last)
    {
        // Cells that are left out at the end of a row have no value.
        for (int place = last + 1; place < _fields.Count && IsWanted; place++)
            AddText(place, "");
        if (IsWanted)
            _taken++;
        _row++;
    }

    private async Task ReadBinaryAsync(VoBytes bytes, bool hasFlags, CancellationToken cancellationToken)
    {
        int flagBytes = hasFlags ? (_fields.Count + 7) / 8 : 0;
        var flags = new byte[flagBytes];
        if (flagBytes == 0 && _fields.TrueForAll(field => field.StoredCount == 0))
            throw new TableException($"{_source}: no field takes any bytes, so that the number of rows can't be known");
        while (!IsDone && await bytes.HasAsync(Math.Max(1, flagBytes), cancellationToken).ConfigureAwait(false))
        {
            (await bytes.TakeAsync(flagBytes, cancellationToken).ConfigureAwait(false)).Span.CopyTo(flags);
            for (int place = 0; place < _fields.Count; place++)
            {
                var field = _fields[place];
                long count = field.StoredCount;
                if (count < 0)
                    count = BinaryPrimitives.ReadInt32BigEndian((await bytes.TakeAsync(4, cancellationToken).ConfigureAwait(false)).Span);
                long length = VoBinary.LengthOf(field, count);
                if (count < 0 || length > _options.MaxBytes)
                    throw new TableException($"{_source}: row {_row + 1}: field '{field.Definition.Name}' claims {count} elements");
                var cell = await bytes.TakeAsync(length, cancellationToken).ConfigureAwait(false);
                if (!IsWanted || _columns[place] is not { } column)
                    continue;
                Grow(8 + Math.Max(length, column.BytesPerRow));
                if (!VoBinary.TryAdd(column, cell.Span, (int)count, hasFlags && (flags[place / 8] & (0x80 >> (place % 8))) != 0))
                    throw new TableException($"{_source}: row {_row + 1}: field '{field.Definition.Name}' holds {field.Definition.TypeText}, which its {count} elements are not");
            }

            _taken += IsWanted ? 1 : 0;
            _row++;
        }
    }

    private void Grow(long bytes)
    {
        _size += bytes;
        if (_size > _options.MaxBytes)
            throw new TableException($"{_source} takes more than the {_options.MaxBytes} bytes that are accepted: read fewer rows or columns at once");
    }
}
