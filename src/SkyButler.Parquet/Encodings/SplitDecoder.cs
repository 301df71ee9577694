using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Encodings;

/// <summary>Values whose first bytes come first, then all second ones, and so on (the encoding BYTE_STREAM_SPLIT).</summary>
internal sealed class SplitDecoder
{
    private readonly byte[] buffer;
    private readonly int start;
    private readonly int width;
    private readonly int count;
    private int next;

    public SplitDecoder(byte[] buffer, int start, int end, int width)
    {
        if ((end - start) % width != 0)
            throw new ParquetFormatException($"{end - start} bytes cannot be split into values of {width}");
        (this.buffer, this.start, this.width) = (buffer, start, width);
        count = (end - start) / width;
    }

    /// <summary>Fills the target, of whole values, with the next ones.</summary>
    public void Decode(Span<byte> target)
    {
        var values = target.Length / width;
        if (values > count - next)
            throw new ParquetFormatException($"a page ends {values - (count - next)} values too early");
        for (var place = 0; place < width; place++)
        {
            var stream = buffer.AsSpan(start + (place * count) + next, values);
            for (int i = 0, to = place; i < stream.Length; i++, to += width)
                target[to] = stream[i];
        }

        next += values;
    }

    /// <summary>The same as numbers.</summary>
    public sealed class Numbers<T>(byte[] buffer, int start, int end) : ValueDecoder<T>
        where T : unmanaged
    {
        private readonly SplitDecoder streams = new(buffer, start, end, Unsafe.SizeOf<T>());

        public override void Decode(Span<T> target) => streams.Decode(MemoryMarshal.AsBytes(target));
    }
}
