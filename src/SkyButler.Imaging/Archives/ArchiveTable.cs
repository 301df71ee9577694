using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Archives;

/// <summary>A table of an archive as it is written: columns in afw's order and form, rows of plain values.</summary>
internal sealed class ArchiveTable
{
    private const int FlagBits = 8;
    private readonly List<ArchiveColumn> _columns = [];
    private readonly List<string> _flags = [];
    private readonly MemoryStream _rows = new();
    private readonly MemoryStream _heap = new();
    private int _rowCount;

    /// <summary>Makes a table of columns; flags, if there are any, come first as bits of one.</summary>
    public ArchiveTable(string name, IReadOnlyList<string> flags, params IReadOnlyList<ArchiveColumn> columns)
    {
        Name = name;
        _flags.AddRange(flags);
        _columns.AddRange(columns);
    }

    /// <summary>The kind of object that it holds.</summary>
    public string Name { get; }

    public int RowCount => _rowCount;

    /// <summary>Whether another table has the same columns, so that its rows could be here.</summary>
    public bool IsLike(ArchiveTable other) => Name == other.Name && _flags.SequenceEqual(other._flags) && _columns.SequenceEqual(other._columns);

    /// <summary>Adds a row: flags first, then a value for each column.</summary>
    public void Add(IReadOnlyList<bool> flags, params IReadOnlyList<object> values)
    {
        if (_flags.Count > 0)
            WriteFlags(flags);
        for (int i = 0; i < _columns.Count; i++)
            Write(_columns[i], values[i]);
        _rowCount++;
    }

    /// <summary>The cards of its HDU.</summary>
    /// <param name="role">EXTTYPE: what part of an archive it is.</param>
    /// <param name="number">Its number in the archive.</param>
    /// <param name="version">EXTVER: which of the tables of its name it is, from 1.</param>
    public IEnumerable<FitsCard> Cards(string role, int number, int version)
    {
        int fields = _columns.Count + (_flags.Count > 0 ? 1 : 0), n = 1;
        yield return FitsCard.Of("XTENSION", "BINTABLE", "binary table");
        yield return FitsCard.Of("BITPIX", 8, "bytes");
        yield return FitsCard.Of("NAXIS", 2, "rows of columns");
        yield return FitsCard.Of("NAXIS1", _rowCount == 0 ? RowLength : (int)(_rows.Length / _rowCount), "bytes of a row");
        yield return FitsCard.Of("NAXIS2", _rowCount, "rows");
        yield return FitsCard.Of("PCOUNT", _heap.Length, "bytes of the heap");
        yield return FitsCard.Of("GCOUNT", 1, "one group");
        yield return FitsCard.Of("TFIELDS", fields, "columns");
        if (_flags.Count > 0)
        {
            yield return FitsCard.Of("TTYPE1", "flags");
            yield return FitsCard.Of("TFORM1", Text($"{_flags.Count}X"));
            yield return FitsCard.Of("FLAGCOL", 1, "column of the flags");
            for (int i = 0; i < _flags.Count; i++)
                yield return FitsCard.Of(Text($"TFLAG{i + 1}"), _flags[i]);
            n++;
        }

        foreach (var column in _columns)
        {
            yield return FitsCard.Of(Text($"TTYPE{n}"), column.Name);
            yield return FitsCard.Of(Text($"TFORM{n}"), column.Form);
            if (column.Unit is { } unit)
                yield return FitsCard.Of(Text($"TUNIT{n}"), unit);
            yield return FitsCard.Of(Text($"TCCLS{n}"), column.FieldClass, "kind of field in afw");
            n++;
        }

        yield return FitsCard.Of("EXTTYPE", role);
        yield return FitsCard.Of("EXTNAME", Name);
        if (version > 1)
            yield return FitsCard.Of("EXTVER", version);
        yield return FitsCard.Of("AR_CATN", number, "number of this table in the archive");
        if (role == "ARCHIVE_DATA")
            yield return FitsCard.Of("AR_NAME", Name, "kind of object");
        yield return FitsCard.Of("AFW_TABLE_VERSION", 3);
    }

    /// <summary>Rows, then heap.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Data => [_rows.GetBuffer().AsMemory(0, (int)_rows.Length), _heap.GetBuffer().AsMemory(0, (int)_heap.Length)];

    private int RowLength => ((_flags.Count + FlagBits - 1) / FlagBits) + _columns.Sum(column => column.Width);

    private void WriteFlags(IReadOnlyList<bool> flags)
    {
        var bytes = new byte[(_flags.Count + FlagBits - 1) / FlagBits];
        for (int i = 0; i < flags.Count; i++)
        {
            if (flags[i])
                bytes[i / FlagBits] |= (byte)(0x80 >> (i % FlagBits));
        }

        _rows.Write(bytes);
    }

    private void Write(ArchiveColumn column, object value)
    {
        var bytes = Bytes(value);
        if (column.IsVariable)
        {
            Span<byte> descriptor = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(descriptor, bytes.Length / column.ElementLength);
            BinaryPrimitives.WriteInt64BigEndian(descriptor[8..], _heap.Length);
            _rows.Write(descriptor);
            _heap.Write(bytes);
            return;
        }

        if (bytes.Length > column.Width)
            throw new ImagingException($"'{value}' has {bytes.Length} bytes, but column '{column.Name}' of {Name} has room for {column.Width}");
        _rows.Write(bytes);
        _rows.Write(new byte[column.Width - bytes.Length]);
    }

    private static byte[] Bytes(object value)
    {
        switch (value)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case byte[] bytes:
                return bytes;
            case int whole:
                var four = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32BigEndian(four, whole);
                return four;
            case double real:
                return Bytes([real]);
            case IReadOnlyList<double> reals:
                var eights = new byte[sizeof(double) * reals.Count];
                for (int i = 0; i < reals.Count; i++)
                    BinaryPrimitives.WriteDoubleBigEndian(eights.AsSpan(i * sizeof(double)), reals[i]);
                return eights;
            default:
                throw new ImagingException($"Archives hold no {value.GetType().Name}");
        }
    }

    private static byte[] Bytes(double[] reals) => Bytes((object)(IReadOnlyList<double>)reals);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
