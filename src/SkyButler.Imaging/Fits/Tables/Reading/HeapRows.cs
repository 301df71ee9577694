using System.Buffers.Binary;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Where the arrays of a column of variable length lie in the heap, checked to lie there.</summary>
internal sealed class HeapRows(TableLayout table, ColumnLayout column, int rows, long maxBytes)
{
    private const int RunBytes = 4 << 20;
    private readonly long[] _offsets = new long[rows];
    private readonly int[] _counts = new int[rows];

    public delegate void TakeArray(int row, int count, ReadOnlySpan<byte> bytes);

    /// <summary>Number of elements in all rows.</summary>
    public long ElementCount { get; private set; }

    /// <summary>Number of elements in each row.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    public void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count)
    {
        if (column.Repeat == 0)
            return;
        for (int row = 0; row < count; row++)
        {
            var field = bytes[(row * stride)..];
            var (elements, offset) = column.Descriptor == 'P'
                ? (BinaryPrimitives.ReadInt32BigEndian(field), BinaryPrimitives.ReadInt32BigEndian(field[4..]))
                : (BinaryPrimitives.ReadInt64BigEndian(field), BinaryPrimitives.ReadInt64BigEndian(field[8..]));
            if (elements != 0)
                Check(elements, offset, first + row);
            _offsets[first + row] = offset;
            _counts[first + row] = (int)elements;
            ElementCount += elements;
            // Rows may share bytes of the heap, so that a small file could ask for any amount of memory.
            if (ElementCount * column.ElementLength > maxBytes || ElementCount > Array.MaxLength)
                throw table.Hdu.Error($"the arrays of column {column.Name} take more than the {maxBytes} bytes that are accepted: read fewer rows");
        }
    }

    /// <summary>Gives the bytes of every row's array in the order of the rows; those that lie behind one another are read at once.</summary>
    public async ValueTask ReadAsync(IByteSource source, TakeArray take, CancellationToken cancellationToken)
    {
        byte[] buffer = [];
        for (int first = 0; first < rows;)
        {
            int end = first;
            long length = 0;
            do
                length += LengthOf(end++);
            while (end < rows && (_counts[end] == 0 || (_offsets[end] == _offsets[first] + length && length + LengthOf(end) <= RunBytes)));
            if (buffer.Length < length)
                buffer = GC.AllocateUninitializedArray<byte>((int)length);
            await source.ReadExactlyAsync(table.Hdu.DataOffset + table.HeapOffset + (length == 0 ? 0 : _offsets[first]), buffer.AsMemory(0, (int)length), cancellationToken)
                .ConfigureAwait(false);
            for (int row = first, at = 0; row < end; row++)
            {
                take(row, _counts[row], buffer.AsSpan(at, (int)LengthOf(row)));
                at += (int)LengthOf(row);
            }

            first = end;
        }
    }

    private long LengthOf(int row) => column.Type == 'X' ? ((long)_counts[row] + 7) / 8 : (long)_counts[row] * column.ElementLength;

    private void Check(long elements, long offset, int row)
    {
        Int128 length = column.Type == 'X' ? ((Int128)elements + 7) / 8 : (Int128)elements * column.ElementLength;
        if (elements < 0 || elements > int.MaxValue || offset < 0 || length > Math.Min(table.HeapLength, Array.MaxLength) || offset > table.HeapLength - length)
            throw table.Hdu.Error($"row {row} of column {column.Name} claims {elements} elements at byte {offset} of a heap of {table.HeapLength} bytes");
    }
}
