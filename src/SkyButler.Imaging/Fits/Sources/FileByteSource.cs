using Microsoft.Win32.SafeHandles;

namespace SkyButler.Imaging.Fits.Sources;

/// <summary>A file on disk.</summary>
internal sealed class FileByteSource : IByteSource
{
    private readonly SafeFileHandle _handle;

    public FileByteSource(string path)
    {
        Name = path;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _handle?.Dispose();
            throw new ImagingException($"Can't open {path} to read: {error.Message}", error);
        }
    }

    public string Name { get; }

    public long Length { get; }

    public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            int read = await RandomAccess.ReadAsync(_handle, buffer, position, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new FitsFormatException(Name, $"the file was cut short to {position} bytes while it was read");
            position += read;
            buffer = buffer[read..];
        }
    }

    public ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return ValueTask.CompletedTask;
    }
}
