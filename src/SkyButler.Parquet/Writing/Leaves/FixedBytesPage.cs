using System.Runtime.InteropServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>Bytes of one length; numbers of two bytes are kept so too. They rarely repeat, so they have no dictionary.</summary>
internal sealed class FixedBytesPage(ParquetField field) : LeafPage
{
    private readonly int width = field.ByteWidth;
    private readonly GrowingList<byte> values = new();
    private readonly Comparison<ReadOnlyMemory<byte>>? order = BoundOrder.For(field);

    public override int Count => values.Count / width;

    public override long Bytes => values.Count;

    public override int DictionaryCount => 0;

    public override void Append(ParquetColumn column, int start, int count) => Source(column).Slice(start * width, count * width).CopyTo(values.Extend(checked(count * width)));

    public override void Append(ParquetColumn column, ReadOnlySpan<int> places)
    {
        var from = Source(column);
        var target = values.Extend(checked(places.Length * width));
        for (var i = 0; i < places.Length; i++)
            from.Slice(places[i] * width, width).CopyTo(target[(i * width)..]);
    }

    public override void WritePlain(PooledWriter output)
    {
        values.Filled.CopyTo(output.GetSpan(values.Count));
        output.Advance(values.Count);
    }

    public override bool TryFind(Span<int> positions, int mostBytes) => false;

    public override void WriteDictionary(PooledWriter output)
    {
    }

    public override void ClearDictionary()
    {
    }

    public override (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds()
    {
        if (order is null || values.Count == 0)
            return null;
        ReadOnlyMemory<byte> all = values.Filled.ToArray();
        var (least, most) = (all[..width], all[..width]);
        for (var i = width; i < all.Length; i += width)
        {
            var value = all.Slice(i, width);
            if (order(value, least) < 0)
                least = value;
            else if (order(value, most) > 0)
                most = value;
        }

        return (least.ToArray(), most.ToArray());
    }

    public override void Clear() => values.Clear();

    private static ReadOnlySpan<byte> Source(ParquetColumn column) =>
        column is ValueColumn<Half> halves ? MemoryMarshal.AsBytes(halves.Values.Span) : ((FixedBinaryColumn)column).Data.Span;
}
