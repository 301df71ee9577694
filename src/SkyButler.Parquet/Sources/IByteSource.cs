namespace SkyButler.Parquet.Sources;

/// <summary>Bytes that can be read in any order and by several readers at once: a file, memory, an object of a store.</summary>
public interface IByteSource
{
    /// <summary>What messages call it: a path or an address.</summary>
    string Name { get; }

    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Fills a buffer with the bytes from an offset on. Only ranges within <see cref="Length"/> are asked for.</summary>
    ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
