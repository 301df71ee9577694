using System.Buffers.Binary;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Arrays of differing length: number and place in the rows, elements in the heap in the order of the rows.</summary>
internal sealed class HeapEncoder<T>(RaggedColumn<T> column, ColumnEncoder elements, string letter, int elementLength) : ColumnEncoder
{
    private const int PieceBytes = 4 << 20;
    private readonly int _first = column.Starts[0];
    private readonly int _count = column.Starts[^1] - column.Starts[0];
    private readonly int _longest = Longest(column);
    private long _offset;

    private long HeapLength => (long)_count * elementLength;

    // 32-bit places reach two gigabytes; how much is still to come in batches isn't known.
    private bool IsLarge => IsOpen || _offset + HeapLength > int.MaxValue;

    private bool IsOpen { get; init; }

    private int LongestBefore { get; init; }

    public override string Form => $"1{(IsLarge ? 'Q' : 'P')}{letter}({Math.Max(_longest, LongestBefore)})";

    public override int Width => IsLarge ? 16 : 8;

    public override ColumnEncoder InBatches()
    {
        var open = elements.InBatches();
        return new HeapEncoder<T>(column, open, letter, elementLength) { IsOpen = true, Zero = Zero, Missing = open.Missing };
    }

    public override ColumnEncoder Again(Column other)
    {
        var next = (RaggedColumn<T>)other;
        var following = elements.Again(ColumnEncoders.Widened(next.ToFlat()));
        return new HeapEncoder<T>(next, following, letter, elementLength)
        {
            IsOpen = IsOpen,
            LongestBefore = Math.Max(_longest, LongestBefore),
            Zero = Zero,
            Missing = following.Missing,
        };
    }

    public override long PlaceHeap(long offset)
    {
        _offset = offset;
        return HeapLength;
    }

    public override void Put(Span<byte> bytes, int stride, int first, int count)
    {
        for (int row = 0; row < count; row++)
        {
            long place = _offset + ((long)(column.Starts[first + row] - _first) * elementLength);
            var field = bytes[(row * stride)..];
            if (IsLarge)
            {
                BinaryPrimitives.WriteInt64BigEndian(field, column.ElementCount(first + row));
                BinaryPrimitives.WriteInt64BigEndian(field[8..], place);
            }
            else
            {
                BinaryPrimitives.WriteInt32BigEndian(field, column.ElementCount(first + row));
                BinaryPrimitives.WriteInt32BigEndian(field[4..], (int)place);
            }
        }
    }

    public override async Task WriteHeapAsync(Stream stream, CancellationToken cancellationToken)
    {
        int batch = PieceBytes / elementLength;
        var buffer = new byte[Math.Min(batch, _count) * elementLength];
        for (int done = 0; done < _count; done += batch)
        {
            int count = Math.Min(batch, _count - done);
            elements.Put(buffer, elementLength, done, count);
            await stream.WriteAsync(buffer.AsMemory(0, count * elementLength), cancellationToken).ConfigureAwait(false);
        }
    }

    private static int Longest(RaggedColumn<T> column)
    {
        int longest = 0;
        for (int row = 0; row < column.RowCount; row++)
            longest = Math.Max(longest, column.ElementCount(row));
        return longest;
    }
}
