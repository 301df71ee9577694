namespace SkyButler.Parquet.Sources;

/// <summary>Bytes in memory.</summary>
/// <param name="bytes">The bytes, which must stay as they are.</param>
/// <param name="name">What messages call them.</param>
public sealed class MemorySource(ReadOnlyMemory<byte> bytes, string name = "memory") : IByteSource
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public long Length => bytes.Length;

    /// <inheritdoc />
    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        bytes.Slice(checked((int)offset), buffer.Length).CopyTo(buffer);
        return ValueTask.CompletedTask;
    }
}
