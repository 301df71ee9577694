using System.Runtime.InteropServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>Bytes of one length.</summary>
internal sealed class FixedBytesValues(int width, MemoryBudget budget) : LeafValues
{
    private const int Piece = 1024;
    private readonly Growing<byte> items = new(budget);
    private byte[]? dictionary;
    private ValueDecoder<byte>? plain;
    private SplitDecoder? split;
    private RunDecoder? positions;
    private DeltaBytesDecoder? deltas;

    public override int Count => items.Count / width;

    public override void Reserve(int more) => items.Reserve(Bytes(more));

    public override void UseDictionary(byte[] buffer, int start, int end, int count)
    {
        if ((long)count * width > end - start)
            throw new ParquetFormatException($"a dictionary of {end - start} bytes is to hold {count} values of {width}");
        dictionary = buffer.AsSpan(start, count * width).ToArray();
    }

    public override void ForgetDictionary() => dictionary = null;

    public override void StartPage(PageEncoding encoding, byte[] buffer, int start, int end, int most)
    {
        (plain, split, positions, deltas) = (null, null, null, null);
        switch (encoding)
        {
            case PageEncoding.Plain:
                plain = new PlainDecoder<byte>(buffer, start, end);
                break;
            case PageEncoding.ByteStreamSplit:
                split = new SplitDecoder(buffer, start, end, width);
                break;
            case PageEncoding.DeltaByteArray:
                deltas = DeltaBytesDecoder.WithPrefixes(buffer, start, end, most, budget);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RunLengthDictionary:
                _ = dictionary ?? throw NoDictionary();
                positions = Positions.Decoder(buffer, start, end);
                break;
            default:
                throw Unsuitable(encoding, "bytes of one length");
        }
    }

    public override void Append(int more) => Decode(items.Extend(Bytes(more)), more);

    public override void AppendNulls(int more) => items.Extend(Bytes(more)).Clear();

    public override void AppendSpread(ReadOnlySpan<byte> levels, byte highest, int present)
    {
        var target = items.Extend(Bytes(levels.Length));
        Decode(target[..(present * width)], present);
        for (var i = levels.Length - 1; i >= 0 && present <= i; i--)
        {
            var place = target.Slice(i * width, width);
            if (levels[i] == highest)
                target.Slice(--present * width, width).CopyTo(place);
            else
                place.Clear();
        }
    }

    public override void Skip(int count)
    {
        for (var kept = items.Count; count > 0; items.Truncate(kept))
        {
            var some = Math.Min(count, Piece);
            Append(some);
            count -= some;
        }
    }

    public override ParquetColumn ToColumn(ParquetField field, ReadOnlyMemory<bool> validity)
    {
        var data = items.Detach();
        if (field.ValueType != typeof(Half))
            return new FixedBinaryColumn(field, data, validity);
        budget.Take(data.Length);
        return new ValueColumn<Half>(field, MemoryMarshal.Cast<byte, Half>(data.Span).ToArray(), validity);
    }

    private void Decode(Span<byte> target, int count)
    {
        if (plain is not null)
        {
            plain.Decode(target);
        }
        else if (split is not null)
        {
            split.Decode(target);
        }
        else if (deltas is not null)
        {
            for (var i = 0; i < count; i++)
            {
                var value = deltas.Next();
                if (value.Length != width)
                    throw new ParquetFormatException($"a value has {value.Length} bytes where all have {width}");
                value.CopyTo(target[(i * width)..]);
            }
        }
        else
        {
            DecodePositions(target, count);
        }
    }

    private void DecodePositions(Span<byte> target, int count)
    {
        Span<int> some = stackalloc int[Math.Min(count, Piece)];
        var known = dictionary!.Length / width;
        while (count > 0)
        {
            some = some[..Math.Min(count, some.Length)];
            positions!.Take(some);
            Positions.Check(some, known);
            foreach (var position in some)
            {
                dictionary.AsSpan(position * width, width).CopyTo(target);
                target = target[width..];
            }

            count -= some.Length;
        }
    }

    private int Bytes(int values) => (long)values * width <= Array.MaxLength ? values * width
        : throw new ParquetRequestException($"{values} values of {width} bytes are more than one table can hold; read them in batches");
}
