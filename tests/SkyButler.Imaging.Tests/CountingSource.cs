using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Tests;

/// <summary>Bytes in memory that stand for a file somewhere, with a count of what is read of them.</summary>
internal sealed class CountingSource(byte[] bytes, int worthReadingAlong = 4096, int requestsAtATime = 1) : IByteSource
{
    private long _count;
    private int _requests;

    /// <summary>Bytes that were read since the last reset.</summary>
    public long Count => _count;

    /// <summary>Requests that were made since the last reset.</summary>
    public int Requests => _requests;

    public string Name => "counted";

    public long Length => bytes.Length;

    public int WorthReadingAlong => worthReadingAlong;

    public int RequestsAtATime => requestsAtATime;

    public void Reset() => (_count, _requests) = (0, 0);

    public ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _count, buffer.Length);
        Interlocked.Increment(ref _requests);
        bytes.AsMemory((int)position, buffer.Length).CopyTo(buffer);
        return default;
    }

    public ValueTask DisposeAsync() => default;
}
