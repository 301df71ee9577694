using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Encodings;

/// <summary>Values one after the other, as they lie in memory.</summary>
internal sealed class PlainDecoder<T>(byte[] buffer, int start, int end) : ValueDecoder<T>
    where T : unmanaged
{
    private int next = start;

    public override void Decode(Span<T> target)
    {
        var bytes = (long)target.Length * Unsafe.SizeOf<T>();
        if (bytes > end - next)
            throw new ParquetFormatException($"a page ends {bytes - (end - next)} bytes before its last value");
        buffer.AsSpan(next, (int)bytes).CopyTo(MemoryMarshal.AsBytes(target));
        next += (int)bytes;
    }
}
