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
            long index = position / _blockLength, last = (position + buffer.Length - 1) / _blockLength;
            var block = Take(index, last, cancellationToken);
            var bytes = await BytesAsync(block).ConfigureAwait(false);
            int offset = (int)(position - (block.Request.First * _blockLength));
            int count = (int)Math.Min(Math.Min(buffer.Length, bytes.Length - offset), ((index + 1) * _blockLength) - position);
            bytes.AsMemory(offset, count).CopyTo(buffer);
            position += count;
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private async Task<byte[]> BytesAsync(Block block)
    {
        try
        {
            return await block.Request.Bytes.ConfigureAwait(false);
        }
        catch
        {
            lock (_lock)
            {
                if (_blocks.Remove(block.Index, out var node))
                    _recent.Remove(node);
            }

            throw;
        }
    }

    // The block, if it is there or on its way; else a request for it and for what is missing of those behind it, up to the last that is wanted.
    private Block Take(long index, long last, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_blocks.TryGetValue(index, out var known))
            {
                _recent.Remove(known);
                _recent.AddLast(known);
                return known.Value;
            }

            long end = index;
            while (end < last && !_blocks.ContainsKey(end + 1))
                end++;
            var request = new Request(index, FetchAsync(index, end, cancellationToken));
            for (long each = index; each <= end; each++)
                _blocks[each] = _recent.AddLast(new Block(each, request));
            while (_blocks.Count > MostBlocks && _recent.First is { } oldest)
            {
                _recent.Remove(oldest);
                _blocks.Remove(oldest.Value.Index);
            }

            return _blocks[index].Value;
        }
    }

    private async Task<byte[]> FetchAsync(long first, long last, CancellationToken cancellationToken)
    {
        long start = first * _blockLength, end = Math.Min((last + 1) * _blockLength, Length);
        var bytes = GC.AllocateUninitializedArray<byte>((int)(end - start));
        await _inner.ReadExactlyAsync(start, bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private readonly record struct Request(long First, Task<byte[]> Bytes);

    private readonly record struct Block(long Index, Request Request);
}
