using System.Buffers.Binary;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>Bytes of any length.</summary>
internal sealed class BinaryPage(ParquetField field) : LeafPage
{
    // Longer values aren't repeated as bounds.
    private const int LongestBound = 1024;
    private readonly GrowingList<int> ends = new();
    private readonly GrowingList<byte> data = new();
    private readonly GrowingList<int> dictionaryEnds = new();
    private readonly GrowingList<byte> dictionary = new();
    private readonly PositionTable table = new();
    private readonly bool hasOrder = BoundOrder.For(field) is not null;
    private long found;

    public override int Count => ends.Count;

    public override long Bytes => data.Count + ((long)ends.Count * sizeof(int));

    public override int DictionaryCount => dictionaryEnds.Count;

    public override void Append(ParquetColumn column, int start, int count)
    {
        var binary = (BinaryColumn)column;
        var offsets = binary.Offsets.Span.Slice(start, count + 1);
        var before = data.Count - offsets[0];
        binary.Data.Span[offsets[0]..offsets[^1]].CopyTo(data.Extend(offsets[^1] - offsets[0]));
        var target = ends.Extend(count);
        for (var i = 0; i < target.Length; i++)
            target[i] = offsets[i + 1] + before;
    }

    public override void Append(ParquetColumn column, ReadOnlySpan<int> places)
    {
        var binary = (BinaryColumn)column;
        foreach (var place in places)
        {
            var value = binary.GetBytes(place);
            value.CopyTo(data.Extend(value.Length));
            ends.Extend(1)[0] = data.Count;
        }
    }

    public override void WritePlain(PooledWriter output) => Write(ends.Filled, data.Filled, output);

    public override bool TryFind(Span<int> positions, int mostBytes)
    {
        var start = 0;
        var all = ends.Filled;
        for (var i = 0; i < all.Length; i++)
        {
            positions[i] = Find(data.Filled[start..all[i]]);
            start = all[i];
            if (dictionary.Count + ((long)dictionaryEnds.Count * sizeof(int)) > mostBytes
                || ((i & (DictionaryRule.Sample - 1)) == DictionaryRule.Sample - 1 && !DictionaryRule.Pays(dictionaryEnds.Count, found + i + 1)))
                return false;
        }

        found += all.Length;
        return true;
    }

    public override void WriteDictionary(PooledWriter output) => Write(dictionaryEnds.Filled, dictionary.Filled, output);

    public override void ClearDictionary()
    {
        dictionaryEnds.Clear();
        dictionary.Clear();
        table.Clear();
        found = 0;
    }

    public override (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds()
    {
        if (!hasOrder || ends.Count == 0)
            return null;
        var all = data.Filled;
        var least = all[..ends.Filled[0]];
        var most = least;
        for (var i = 1; i < ends.Count; i++)
        {
            var value = all[ends.Filled[i - 1]..ends.Filled[i]];
            if (value.SequenceCompareTo(least) < 0)
                least = value;
            else if (value.SequenceCompareTo(most) > 0)
                most = value;
        }

        return least.Length <= LongestBound && most.Length <= LongestBound ? (least.ToArray(), most.ToArray()) : null;
    }

    public override void Clear()
    {
        ends.Clear();
        data.Clear();
    }

    private static void Write(ReadOnlySpan<int> ends, ReadOnlySpan<byte> data, PooledWriter output)
    {
        var size = checked(data.Length + (ends.Length * sizeof(int)));
        var target = output.GetSpan(size);
        var (start, at) = (0, 0);
        foreach (var end in ends)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target[at..], end - start);
            at += sizeof(int);
            data[start..end].CopyTo(target[at..]);
            at += end - start;
            start = end;
        }

        output.Advance(size);
    }

    private int Find(ReadOnlySpan<byte> value)
    {
        var hash = PositionTable.Hash(value);
        for (var slot = (int)hash & table.Mask; ; slot = (slot + 1) & table.Mask)
        {
            var position = table.At(slot);
            if (position < 0)
            {
                value.CopyTo(dictionary.Extend(value.Length));
                dictionaryEnds.Extend(1)[0] = dictionary.Count;
                return table.Add(slot, hash);
            }

            var start = position == 0 ? 0 : dictionaryEnds.Filled[position - 1];
            if (dictionary.Filled[start..dictionaryEnds.Filled[position]].SequenceEqual(value))
                return position;
        }
    }
}
