using System.Buffers.Binary;
using System.Numerics;
using SkyButler.Parquet.Metadata;

namespace SkyButler.Parquet.Encodings;

/// <summary>Decodes definition or repetition levels of a page.</summary>
internal sealed class LevelDecoder
{
    private readonly RunDecoder? runs;
    private readonly byte[] buffer;
    private readonly int start;
    private readonly int width;
    private readonly int maximum;
    private int bitsTaken;

    private LevelDecoder(byte[] buffer, int start, int end, int maximum, bool packed)
    {
        this.buffer = buffer;
        this.start = start;
        this.maximum = maximum;
        width = 32 - BitOperations.LeadingZeroCount((uint)maximum);
        runs = packed ? null : new RunDecoder(buffer, start, end, width);
    }

    /// <summary>Levels of a page of the first version, whose length stands before them; moves the start behind them.</summary>
    public static LevelDecoder? First(byte[] buffer, ref int start, int end, int maximum, PageEncoding encoding, int count)
    {
        if (maximum == 0)
            return null;
        if (encoding is not (PageEncoding.RunLength or PageEncoding.BitPacked))
            throw new ParquetFormatException($"levels cannot be encoded as {encoding}");
        var packed = encoding == PageEncoding.BitPacked;
        long bytes;
        if (packed)
        {
            bytes = (((long)count * (32 - BitOperations.LeadingZeroCount((uint)maximum))) + 7) / 8;
        }
        else
        {
            if (end - start < sizeof(int))
                throw new ParquetFormatException("a page ends before its levels");
            bytes = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(start));
            start += sizeof(int);
        }

        if (bytes > end - start)
            throw new ParquetFormatException($"levels are to have {bytes} bytes where {end - start} are left");
        var from = start;
        start += (int)bytes;
        return new(buffer, from, start, maximum, packed);
    }

    /// <summary>Levels of a page of the second version, whose length its header says.</summary>
    public static LevelDecoder? Second(byte[] buffer, int start, int length, int maximum) =>
        maximum == 0 ? null : new(buffer, start, start + length, maximum, packed: false);

    /// <summary>Takes equal levels, at most so many, if that is what comes next; else none.</summary>
    public int TakeRun(int most, out int level)
    {
        level = 0;
        var taken = runs?.TakeRun(most, out level) ?? 0;
        return level <= maximum ? taken : throw TooHigh(level);
    }

    /// <summary>Takes some levels, at most as many as there is room for, after <see cref="TakeRun"/> gave none.</summary>
    public int TakePacked(Span<byte> target)
    {
        if (runs is null)
        {
            TakeObsolete(target);
            return target.Length;
        }

        const int most = 512;
        var count = Math.Min(target.Length, Math.Min(most, runs.PackedLeft));
        target = target[..count];
        if (width == 1)
        {
            runs.TakePackedBits(target);
            return count;
        }

        Span<int> wide = stackalloc int[count];
        runs.TakePacked(wide);
        for (var i = 0; i < wide.Length; i++)
        {
            if ((uint)wide[i] > (uint)maximum)
                throw TooHigh(wide[i]);
            target[i] = (byte)wide[i];
        }

        return count;
    }

    /// <summary>Takes levels, however they are kept.</summary>
    public void Take(Span<byte> target)
    {
        while (target.Length > 0)
        {
            var taken = TakeRun(target.Length, out var level);
            if (taken > 0)
                target[..taken].Fill((byte)level);
            else
                taken = TakePacked(target);
            target = target[taken..];
        }
    }

    private ParquetFormatException TooHigh(int level) => new($"a level is {level} where the schema allows {maximum}");

    // Most significant bits first.
    private void TakeObsolete(Span<byte> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var level = 0;
            for (var bit = 0; bit < width; bit++, bitsTaken++)
                level = (level << 1) | ((buffer[start + (bitsTaken >> 3)] >> (7 - (bitsTaken & 7))) & 1);
            target[i] = level <= maximum ? (byte)level : throw TooHigh(level);
        }
    }
}
