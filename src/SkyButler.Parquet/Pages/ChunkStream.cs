using System.Buffers;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Pages;

/// <summary>The bytes of a column chunk, fetched piece by piece as they are needed.</summary>
internal sealed class ChunkStream : IDisposable
{
    /// <summary>Bytes behind every buffer that may be read, though they mean nothing: decoders take whole words.</summary>
    public const int Slack = 32;
    private readonly IByteSource source;
    private readonly long end;
    private readonly int window;
    private byte[] buffer = [];
    private long bufferOffset;
    private int filled;

    public ChunkStream(IByteSource source, ColumnChunkMetadata chunk, int window)
    {
        this.source = source;
        this.window = window;
        Position = chunk.Start;
        if (chunk.CompressedBytes > source.Length - Position)
            throw new ParquetFormatException($"its bytes {Position} to {Position + chunk.CompressedBytes} lie outside of the file, which has {source.Length}");
        end = Position + chunk.CompressedBytes;
        bufferOffset = Position;
    }

    /// <summary>The offset in the file of the next byte.</summary>
    public long Position { get; private set; }

    public long Left => end - Position;

    /// <summary>Nothing beyond this place is fetched ahead.</summary>
    public long Horizon { get; set; } = long.MaxValue;

    public byte[] Buffer => buffer;

    /// <summary>Where the next byte is in <see cref="Buffer"/>.</summary>
    public int Start => (int)(Position - bufferOffset);

    /// <summary>How many bytes from there on are fetched.</summary>
    public int Available => Math.Max(0, filled - Start);

    /// <summary>Fetches at least so many bytes (there must be as many), and as many more as are worth it.</summary>
    public async ValueTask EnsureAsync(int count, CancellationToken cancellationToken)
    {
        if (Available >= count)
            return;
        var kept = Available;
        var wanted = (int)Math.Min(Left, Math.Max(count, Math.Min(window, Horizon - Position)));
        var next = buffer;
        if (buffer.Length < wanted + Slack)
            next = ArrayPool<byte>.Shared.Rent(wanted + Slack);
        if (kept > 0)
            System.Buffer.BlockCopy(buffer, Start, next, 0, kept);
        if (!ReferenceEquals(next, buffer))
            Return(next);
        bufferOffset = Position;
        filled = kept;
        await source.ReadAsync(Position + kept, buffer.AsMemory(kept, wanted - kept), cancellationToken);
        filled = wanted;
    }

    public void Advance(int count) => Position += count;

    /// <summary>Goes to a place further on, without fetching what is between.</summary>
    public void SeekForward(long offset)
    {
        if (offset < Position || offset > end)
            throw new ParquetFormatException($"the page index names the offset {offset}, outside of the column chunk's rest from {Position} to {end}");
        Position = offset;
        if (offset - bufferOffset > filled)
        {
            bufferOffset = offset;
            filled = 0;
        }
    }

    public void Dispose() => Return([]);

    private void Return(byte[] next)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = next;
    }
}
