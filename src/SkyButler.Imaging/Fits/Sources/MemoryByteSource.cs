namespace SkyButler.Imaging.Fits.Sources;

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryByteSource(string name, ReadOnlyMemory<byte> bytes) : IByteSource
{
    public string Name => name;

    public long Length => bytes.Length;

    public ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bytes.Slice(checked((int)position), buffer.Length).CopyTo(buffer);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
