namespace SkyButler.Parquet.Sources;

/// <summary>A stream that can seek, from its beginning. Readers take turns, since a stream has one position; it isn't closed here.</summary>
public sealed class StreamSource : IByteSource, IDisposable
{
    private readonly Stream stream;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Takes a stream.</summary>
    /// <exception cref="ParquetRequestException">It cannot seek.</exception>
    public StreamSource(Stream stream, string name = "stream")
    {
        if (!stream.CanSeek)
            throw new ParquetRequestException($"The {name} cannot seek, but what a Parquet file holds is said at its end; copy it to memory or a file first");
        this.stream = stream;
        Name = name;
        Length = stream.Length;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public long Length { get; }

    /// <inheritdoc />
    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            stream.Position = offset;
            await stream.ReadExactlyAsync(buffer, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets go of what the turns need.</summary>
    public void Dispose() => turn.Dispose();
}
