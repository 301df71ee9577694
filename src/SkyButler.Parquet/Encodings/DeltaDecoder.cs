namespace SkyButler.Parquet.Encodings;

/// <summary>Integers as packed differences, in blocks with their least difference (the encoding DELTA_BINARY_PACKED).</summary>
internal sealed class DeltaDecoder
{
    private const int LargestBlock = 1 << 20;
    private readonly byte[] buffer;
    private readonly int end;
    private readonly int perMiniblock;
    private readonly byte[] widths;
    private readonly ulong[] differences;
    private int next;
    private int miniblock;
    private int taken;
    private int held;
    private long least;
    private long last;
    private long left;
    private bool isFirst = true;

    public DeltaDecoder(byte[] buffer, int start, int end)
    {
        this.buffer = buffer;
        this.end = end;
        next = start;
        var block = ReadVarint();
        var miniblocks = ReadVarint();
        Count = (long)Math.Min(ReadVarint(), long.MaxValue);
        last = ReadZigZag();
        if (block is 0 or > LargestBlock || miniblocks is 0 || miniblocks > block || block % miniblocks != 0 || block / miniblocks % 8 != 0)
            throw new ParquetFormatException($"differences are to come in blocks of {block} numbers, in {miniblocks} parts");
        perMiniblock = (int)(block / miniblocks);
        widths = new byte[miniblocks];
        differences = new ulong[perMiniblock];
        miniblock = widths.Length;
        left = Count;
    }

    /// <summary>How many numbers there are.</summary>
    public long Count { get; }

    /// <summary>The first byte behind the numbers, once all are taken.</summary>
    public int End => next;

    public void Decode(Span<long> target)
    {
        if (target.Length > left)
            throw new ParquetFormatException($"there are {left} more differences where {target.Length} belong");
        left -= target.Length;
        if (isFirst && target.Length > 0)
        {
            target[0] = last;
            target = target[1..];
            isFirst = false;
        }

        while (target.Length > 0)
        {
            if (taken == held)
                NextMiniblock(left + target.Length);
            var some = Math.Min(target.Length, held - taken);
            var value = last;
            var from = differences.AsSpan(taken, some);
            for (var i = 0; i < from.Length; i++)
                target[i] = value += least + (long)from[i];
            last = value;
            taken += some;
            target = target[some..];
        }
    }

    private void NextMiniblock(long wanted)
    {
        if (miniblock == widths.Length)
        {
            least = ReadZigZag();
            if (end - next < widths.Length)
                throw new ParquetFormatException("a block of differences ends too early");
            buffer.AsSpan(next, widths.Length).CopyTo(widths);
            next += widths.Length;
            miniblock = 0;
        }

        var width = widths[miniblock++];
        if (width > 64)
            throw new ParquetFormatException($"differences of {width} bits cannot be");
        var bytes = (long)perMiniblock * width / 8;
        held = (int)Math.Min(perMiniblock, wanted);
        // The last part may lack what isn't needed of it.
        var there = Math.Min(bytes, end - next);
        BitUnpacker.Unpack(buffer.AsSpan(next, (int)there), width, differences.AsSpan(0, held));
        next += (int)there;
        taken = 0;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (next >= end)
                throw new ParquetFormatException("differences end too early");
            var part = buffer[next++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }

        throw new ParquetFormatException("a number has more than ten bytes");
    }

    private long ReadZigZag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }
}
