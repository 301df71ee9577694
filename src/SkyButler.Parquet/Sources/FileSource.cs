using Microsoft.Win32.SafeHandles;

namespace SkyButler.Parquet.Sources;

/// <summary>A file of this machine.</summary>
public sealed class FileSource : IByteSource, IDisposable
{
    private readonly SafeFileHandle handle;

    /// <summary>Opens a file for reading.</summary>
    public FileSource(string path)
    {
        Name = path;
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        Length = RandomAccess.GetLength(handle);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public long Length { get; }

    /// <inheritdoc />
    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var read = await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);
            if (read == 0)
                throw new ParquetFormatException($"'{Name}' ends at byte {offset}, although it had {Length} bytes when it was opened");
            buffer = buffer[read..];
            offset += read;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => handle.Dispose();
}
