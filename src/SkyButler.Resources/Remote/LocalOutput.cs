using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Resources.Remote;

/// <summary>Writes what comes from elsewhere into local files.</summary>
internal static class LocalOutput
{
    private const int BufferSize = 1 << 17;

    /// <summary>Makes or empties a file and writes a stream into it.</summary>
    public static async ValueTask CopyAsync(Stream input, string file, CancellationToken cancellationToken)
    {
        using var output = Create(file);
        await CopyAsync(input, output, 0, file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes or empties a file.</summary>
    public static SafeFileHandle Create(string file)
    {
        try
        {
            return File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(file, error);
        }
    }

    /// <summary>Writes a stream into a file from an offset on.</summary>
    /// <returns>How many bytes came.</returns>
    public static async ValueTask<long> CopyAsync(Stream input, SafeFileHandle output, long offset, string file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var position = offset;
            while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                Write(output, buffer.AsSpan(0, count), position, file);
                position += count;
            }
            return position - offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Into the page cache: handing that to another thread costs more than the copying.
    private static void Write(SafeFileHandle output, ReadOnlySpan<byte> bytes, long position, string file)
    {
        try
        {
            RandomAccess.Write(output, bytes, position);
        }
        catch (IOException error)
        {
            throw CannotWrite(file, error);
        }
    }

    private static ResourceException CannotWrite(string file, Exception error) => new($"Cannot write {file}: {error.Message}", error);
}
