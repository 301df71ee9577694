using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Headers;

/// <summary>A file in any store, of which pieces are fetched.</summary>
internal sealed class ResourceByteSource(ResourceStores stores, ResourcePath path, long length) : IByteSource
{
    /// <inheritdoc />
    public string Name => path.DisplayName;

    /// <inheritdoc />
    public long Length => length;

    /// <inheritdoc />
    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var piece = await stores.For(path).OpenRangeAsync(path, position, buffer.Length, cancellationToken);
        await using (piece)
        {
            try
            {
                await piece.ReadExactlyAsync(buffer, cancellationToken);
            }
            catch (EndOfStreamException e)
            {
                throw new FitsFormatException(Name, $"bytes {position} to {position + buffer.Length - 1} were asked for, but fewer came; it was changed meanwhile: read it again", e);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => default;
}
