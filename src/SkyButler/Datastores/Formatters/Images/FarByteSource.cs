using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>A file that lies far away, as the readers of images and tables take their bytes.</summary>
internal sealed class FarByteSource(FormatterSource source) : IByteSource
{
    /// <inheritdoc />
    public string Name => source.Name;

    /// <inheritdoc />
    public long Length => source.Size;

    // An answer takes tens of milliseconds, in which a hundred kilobytes and more come over any network that is used for images.
    /// <inheritdoc />
    public int WorthReadingAlong => 64 << 10;

    /// <inheritdoc />
    public int RequestsAtATime => 8;

    /// <inheritdoc />
    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await source.ReadPieceAsync(position, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw new FitsFormatException(Name, $"bytes {position} to {position + buffer.Length - 1} were asked for, but fewer came; it was changed meanwhile, or the server is broken: read it again", e);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => default;
}
