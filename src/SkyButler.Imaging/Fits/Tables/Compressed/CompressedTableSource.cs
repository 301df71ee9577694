using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.Compressed;

/// <summary>The bytes of a compressed table as they would be uncompressed; the tile that was read last is kept.</summary>
internal sealed class CompressedTableSource(TableTiles tiles) : IByteSource
{
    private readonly SemaphoreSlim _one = new(1);
    private long _number = -1;
    private byte[] _tile = [];

    public string Name => tiles.Name;

    public long Length => tiles.Length;

    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!buffer.IsEmpty)
            {
                long number = position / tiles.TileLength;
                if (number != _number)
                {
                    _tile = await tiles.ReadAsync(number, cancellationToken).ConfigureAwait(false);
                    _number = number;
                }

                var rest = _tile.AsMemory((int)(position - (number * tiles.TileLength)));
                int count = Math.Min(rest.Length, buffer.Length);
                rest[..count].CopyTo(buffer);
                buffer = buffer[count..];
                position += count;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _one.Dispose();
        return ValueTask.CompletedTask;
    }
}
