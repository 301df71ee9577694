using System.Buffers.Binary;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables;

/// <summary>Takes the bytes of one column, row by row, from the rows and the heap of a table.</summary>
internal sealed class ColumnReader(IByteSource source, TableLayout layout, FitsReadLimits limits)
{
    private const int BatchBytes = 4 << 20;

    // Tables of cameras and archives are small and have many columns: their rows are read once.
    private byte[]? _allRows;

    public delegate TCell DecodeCell<out TCell>(Span<byte> bytes);

    public async Task<TCell[]> ReadAsync<TCell>(ColumnLayout column, DecodeCell<TCell> decode, CancellationToken cancellationToken)
    {
        long size = layout.RowCount * Math.Max(1, column.Width);
        if (size > limits.MaxTableBytes || layout.RowCount > Array.MaxLength)
            throw layout.Hdu.Error($"column {column.Name} of {layout.RowCount} rows is larger than the {limits.MaxTableBytes} bytes that are accepted");
        var cells = new TCell[layout.RowCount];
        int batchRows = Math.Max(1, BatchBytes / Math.Max(1, layout.RowLength));
        long taken = 0;
        for (long first = 0; first < layout.RowCount; first += batchRows)
        {
            int count = (int)Math.Min(batchRows, layout.RowCount - first);
            var rows = await ReadRowsAsync(first, count, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < count; i++)
            {
                var field = rows.AsMemory((i * layout.RowLength) + column.Offset, column.Width);
                var bytes = column.IsVariable
                    ? await ReadHeapAsync(column, first + i, field, cancellationToken).ConfigureAwait(false)
                    : field.ToArray();
                taken += bytes.Length;
                if (taken > limits.MaxTableBytes)
                    throw layout.Hdu.Error($"column {column.Name} is larger than the {limits.MaxTableBytes} bytes that are accepted");
                cells[first + i] = decode(bytes.Span);
            }
        }

        return cells;
    }

    private async Task<byte[]> ReadRowsAsync(long first, int count, CancellationToken cancellationToken)
    {
        if (_allRows is { } kept)
            return kept;
        var rows = new byte[checked(count * layout.RowLength)];
        await source.ReadExactlyAsync(layout.Hdu.DataOffset + (first * layout.RowLength), rows, cancellationToken).ConfigureAwait(false);
        if (count == layout.RowCount)
            _allRows = rows;
        return rows;
    }

    private async Task<Memory<byte>> ReadHeapAsync(ColumnLayout column, long row, Memory<byte> field, CancellationToken cancellationToken)
    {
        if (column.Repeat == 0)
            return Memory<byte>.Empty;
        var (count, offset) = column.Descriptor == 'P'
            ? (BinaryPrimitives.ReadInt32BigEndian(field.Span), BinaryPrimitives.ReadInt32BigEndian(field.Span[4..]))
            : (BinaryPrimitives.ReadInt64BigEndian(field.Span), BinaryPrimitives.ReadInt64BigEndian(field.Span[8..]));
        if (count == 0)
            return Memory<byte>.Empty;
        Int128 length = column.Type == 'X' ? ((Int128)count + 7) / 8 : (Int128)count * column.ElementLength;
        if (count < 0 || offset < 0 || length > Math.Min(layout.HeapLength, limits.MaxTableBytes) || offset > layout.HeapLength - length)
            throw layout.Hdu.Error($"row {row} of column {column.Name} claims {count} elements at byte {offset} of a heap of {layout.HeapLength} bytes");
        var bytes = new byte[(int)length];
        await source.ReadExactlyAsync(layout.Hdu.DataOffset + layout.HeapOffset + offset, bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }
}
