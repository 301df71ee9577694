using System.Buffers;

namespace SkyButler.Parquet.Writing;

/// <summary>Bytes that grow in an array of the pool.</summary>
internal sealed class PooledWriter : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;
    private byte[] buffer = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Count);

    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Count);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return buffer.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return buffer.AsSpan(Count);
    }

    /// <summary>Overwrites what was written before.</summary>
    public Span<byte> At(int position) => buffer.AsSpan(position, Count - position);

    public void Clear() => Count = 0;

    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Count = 0;
    }

    private void Reserve(int more)
    {
        if (buffer.Length - Count >= more)
            return;
        var needed = (long)Count + more;
        if (needed > Array.MaxLength)
            throw new ParquetRequestException($"A page would have {needed} bytes, more than the format allows; write shorter values");
        var grown = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(Least, Count * 2L))));
        Written.CopyTo(grown);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = grown;
    }
}
