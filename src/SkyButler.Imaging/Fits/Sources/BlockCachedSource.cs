namespace SkyButler.Imaging.Fits.Sources;

/// <summary>
/// A source for which every request takes long, as one over a network does. Small reads are served from blocks, of which a bounded number
/// is kept, so that headers and the rows of tables that lie side by side are fetched once; large reads go through as they are.
/// </summary>
public sealed class BlockCachedSource : IByteSource
{
    private const int BlockLength = 32 << 10;
    private const int MostBlocks = 128;

    // Of a small file everything comes by the first request.
    private const int SmallFile = 4 * BlockLength;

    private readonly IByteSource _inner;
    private readonly int _blockLength;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<Block>> _blocks = [];
    private readonly LinkedList<Block> _recent = [];

    // Blocks are for all readers: none that gives up stops a request, only the end of the source does.
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Puts blocks in front of a source, which is disposed of with this one.</summary>
    public BlockCachedSource(IByteSource inner)
    {
        _inner = inner;
        _blockLength = inner.Length <= SmallFile ? SmallFile : BlockLength;
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <inheritdoc/>
    public long Length => _inner.Length;

    /// <inheritdoc/>
    public int WorthReadingAlong => _inner.WorthReadingAlong;

    /// <inheritdoc/>
    public int RequestsAtATime => _inner.RequestsAtATime;

    /// <inheritdoc/>
    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length >= 2 * _blockLength)
        {
            await _inner.ReadExactlyAsync(position, buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long index = position / _blockLength, last = (position + buffer.Length - 1) / _blockLength;
            var request = Take(index, last);
            var bytes = await request.Bytes.WaitAsync(cancellationToken).ConfigureAwait(false);
            int offset = (int)(position - (request.First * _blockLength));
            int count = (int)Math.Min(Math.Min(buffer.Length, bytes.Length - offset), ((index + 1) * _blockLength) - position);
            bytes.AsMemory(offset, count).CopyTo(buffer);
            position += count;
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    // The request for a block that is there or on its way; else a new one for it and for what is missing of those behind it, up to the last
    // that is wanted. What failed is forgotten, and asked for again by the next reader.
    private Request Take(long index, long last)
    {
        lock (_lock)
        {
            if (_blocks.TryGetValue(index, out var known) && !known.Value.HasFailed)
            {
                _recent.Remove(known);
                _recent.AddLast(known);
                return known.Value.Request;
            }

            long end = index;
            while (end < last && !(_blocks.TryGetValue(end + 1, out var next) && !next.Value.HasFailed))
                end++;
            var request = new Request(index, FetchAsync(index, end));
            for (long each = index; each <= end; each++)
            {
                if (_blocks.Remove(each, out var failed))
                    _recent.Remove(failed);
                _blocks[each] = _recent.AddLast(new Block(each, request));
            }

            while (_blocks.Count > MostBlocks && _recent.First is { } oldest)
            {
                _recent.Remove(oldest);
                _blocks.Remove(oldest.Value.Index);
            }

            return request;
        }
    }

    private async Task<byte[]> FetchAsync(long first, long last)
    {
        long start = first * _blockLength, end = Math.Min((last + 1) * _blockLength, Length);
        var bytes = GC.AllocateUninitializedArray<byte>((int)(end - start));
        await _inner.ReadExactlyAsync(start, bytes, _closing.Token).ConfigureAwait(false);
        return bytes;
    }

    private readonly record struct Request(long First, Task<byte[]> Bytes);

    private readonly record struct Block(long Index, Request Request)
    {
        public bool HasFailed => Request.Bytes.IsFaulted || Request.Bytes.IsCanceled;
    }
}
