using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>Bytes of any length.</summary>
internal sealed class BinaryValues(MemoryBudget budget) : LeafValues
{
    private const int Piece = 512;

    // Short values are copied as one vector; what is copied too much is overwritten by the next.
    private const int Short = 16;
    private readonly Growing<int> ends = new(budget);
    private readonly Growing<byte> data = new(budget);
    private byte[]? dictionary;
    private int[] dictionaryOffsets = [];
    private byte[] buffer = [];
    private int next;
    private int end;
    private RunDecoder? positions;
    private DeltaBytesDecoder? deltas;

    public override int Count => ends.Count;

    public override void Reserve(int more) => ends.Reserve(more + 1);

    public override void UseDictionary(byte[] page, int start, int end, int count)
    {
        if ((long)count * sizeof(int) > end - start)
            throw new ParquetFormatException($"a dictionary of {end - start} bytes is to hold {count} values of any length");
        var offsets = new int[count + 1];
        var bytes = new byte[end - start - (count * sizeof(int)) + Short];
        for (var i = 0; i < count; i++)
        {
            var value = Plain(page, ref start, end);
            value.CopyTo(bytes.AsSpan(offsets[i]));
            offsets[i + 1] = offsets[i] + value.Length;
        }

        (dictionary, dictionaryOffsets) = (bytes, offsets);
    }

    public override void ForgetDictionary() => dictionary = null;

    public override void StartPage(PageEncoding encoding, byte[] buffer, int start, int end, int most)
    {
        (positions, deltas) = (null, null);
        (this.buffer, next, this.end) = (buffer, start, end);
        switch (encoding)
        {
            case PageEncoding.Plain:
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RunLengthDictionary:
                _ = dictionary ?? throw NoDictionary();
                positions = Positions.Decoder(buffer, start, end);
                break;
            case PageEncoding.DeltaLengthByteArray:
                deltas = DeltaBytesDecoder.WithLengths(buffer, start, end, most, budget);
                break;
            case PageEncoding.DeltaByteArray:
                deltas = DeltaBytesDecoder.WithPrefixes(buffer, start, end, most, budget);
                break;
            default:
                throw Unsuitable(encoding, "bytes of any length");
        }
    }

    public override void Append(int more)
    {
        var target = ends.Extend(more);
        if (positions is not null)
            AppendPositions(target);
        else if (deltas is not null)
            AppendDeltas(target);
        else
            AppendPlain(target);
    }

    public override void AppendNulls(int more) => ends.Extend(more).Fill(data.Count);

    public override void AppendSpread(ReadOnlySpan<byte> levels, byte highest, int present)
    {
        var first = ends.Count;
        Append(present);
        ends.Extend(levels.Length - present);
        var target = ends.Filled[first..];
        // A null ends where the value before it does.
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            target[i] = present > 0 ? target[present - 1] : first > 0 ? ends.Items[first - 1] : 0;
            if (levels[i] == highest)
                present--;
        }
    }

    public override void Skip(int count)
    {
        var (kept, keptBytes) = (ends.Count, data.Count);
        while (count > 0)
        {
            var some = Math.Min(count, Piece);
            Append(some);
            ends.Truncate(kept);
            data.Truncate(keptBytes);
            count -= some;
        }
    }

    public override ParquetColumn ToColumn(ParquetField field, ReadOnlyMemory<bool> validity)
    {
        var count = ends.Count;
        ends.Extend(1);
        var offsets = ends.Detach();
        offsets.Span[..count].CopyTo(offsets.Span[1..]);
        offsets.Span[0] = 0;
        return new BinaryColumn(field, offsets, data.Detach(), validity);
    }

    private static ReadOnlySpan<byte> Plain(byte[] page, ref int start, int end)
    {
        if (end - start < sizeof(int))
            throw new ParquetFormatException("a page ends before its last value");
        var length = BinaryPrimitives.ReadInt32LittleEndian(page.AsSpan(start));
        start += sizeof(int);
        if ((uint)length > (uint)(end - start))
            throw new ParquetFormatException($"a value is to have {(uint)length} bytes where {end - start} are left");
        var value = page.AsSpan(start, length);
        start += length;
        return value;
    }

    private void AppendPlain(Span<int> target)
    {
        // The rest of the page is the most that its values can take.
        data.Reserve(end - next + Short);
        var (at, bytes) = (data.Count, data.Items);
        for (var i = 0; i < target.Length; i++)
        {
            var value = Plain(buffer, ref next, end);
            Copy(buffer, next - value.Length, bytes, at, value.Length);
            at += value.Length;
            target[i] = at;
        }

        data.Extend(at - data.Count);
    }

    private void AppendPositions(Span<int> target)
    {
        Span<int> some = stackalloc int[Math.Min(Piece, target.Length)];
        var (offsets, values) = (dictionaryOffsets, dictionary!);
        while (target.Length > 0)
        {
            some = some[..Math.Min(some.Length, target.Length)];
            positions!.Take(some);
            Positions.Check(some, offsets.Length - 1);
            long total = Short;
            foreach (var position in some)
                total += offsets[position + 1] - offsets[position];
            data.Reserve((int)Math.Min(total, Array.MaxLength));
            var (at, bytes) = (data.Count, data.Items);
            for (var i = 0; i < some.Length; i++)
            {
                var from = offsets[some[i]];
                var length = offsets[some[i] + 1] - from;
                Copy(values, from, bytes, at, length);
                at += length;
                target[i] = at;
            }

            data.Extend(at - data.Count);
            target = target[some.Length..];
        }
    }

    private void AppendDeltas(Span<int> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var value = deltas!.Next();
            value.CopyTo(data.Extend(value.Length));
            target[i] = data.Count;
        }
    }

    private static void Copy(byte[] from, int start, byte[] to, int at, int length)
    {
        if (length <= Short && start + Short <= from.Length && at + Short <= to.Length)
            Vector128.Create(from, start).CopyTo(to, at);
        else
            from.AsSpan(start, length).CopyTo(to.AsSpan(at));
    }
}
