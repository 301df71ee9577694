using SkyButler.Parquet.Columns;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>Truth values, which are bits already and need no dictionary.</summary>
internal sealed class BooleanPage : LeafPage
{
    private readonly GrowingList<bool> values = new();

    public override int Count => values.Count;

    public override long Bytes => (values.Count + 7) / 8;

    public override int DictionaryCount => 0;

    public override void Append(ParquetColumn column, int start, int count) => ((ValueColumn<bool>)column).Values.Span.Slice(start, count).CopyTo(values.Extend(count));

    public override void Append(ParquetColumn column, ReadOnlySpan<int> places)
    {
        var from = ((ValueColumn<bool>)column).Values.Span;
        var target = values.Extend(places.Length);
        for (var i = 0; i < places.Length; i++)
            target[i] = from[places[i]];
    }

    public override void WritePlain(PooledWriter output)
    {
        var target = output.GetSpan((int)Bytes)[..(int)Bytes];
        target.Clear();
        var all = values.Filled;
        for (var i = 0; i < all.Length; i++)
            if (all[i])
                target[i >> 3] |= (byte)(1 << (i & 7));
        output.Advance(target.Length);
    }

    public override bool TryFind(Span<int> positions, int mostBytes) => false;

    public override void WriteDictionary(PooledWriter output)
    {
    }

    public override void ClearDictionary()
    {
    }

    public override (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds() => values.Count == 0 ? null
        : (new byte[] { values.Filled.Contains(false) ? (byte)0 : (byte)1 }, new byte[] { values.Filled.Contains(true) ? (byte)1 : (byte)0 });

    public override void Clear() => values.Clear();
}
