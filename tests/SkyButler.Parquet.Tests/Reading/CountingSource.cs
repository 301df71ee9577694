using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Tests.Reading;

/// <summary>Bytes in memory that remember what was asked of them.</summary>
internal sealed class CountingSource(byte[] bytes) : IByteSource
{
    public List<(long Offset, int Length)> Requests { get; } = [];

    public string Name => "counted";

    public long Length => bytes.Length;

    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        lock (Requests)
            Requests.Add((offset, buffer.Length));
        bytes.AsMemory((int)offset, buffer.Length).CopyTo(buffer);
        return ValueTask.CompletedTask;
    }
}
