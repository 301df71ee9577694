namespace SkyButler.Imaging.Fits.Sources;

/// <summary>
/// Bytes that can be read at any position: a file, memory, or what somebody else adapts (byte ranges of a web server).
/// </summary>
public interface IByteSource : IAsyncDisposable
{
    /// <summary>What messages call it, usually a path.</summary>
    string Name { get; }

    /// <summary>Number of bytes.</summary>
    long Length { get; }

    /// <summary>Fills all of a buffer from a position. Callers stay within <see cref="Length"/>.</summary>
    ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken);
}
