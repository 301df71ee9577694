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

    /// <summary>How many bytes between two pieces that are wanted cost less to read along than a request of their own.</summary>
    int WorthReadingAlong => 4096;

    /// <summary>How many requests are best under way at a time.</summary>
    int RequestsAtATime => 1;

    /// <summary>Fills all of a buffer from a position. Callers stay within <see cref="Length"/>.</summary>
    ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken);
}
