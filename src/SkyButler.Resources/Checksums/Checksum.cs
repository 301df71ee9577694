using System.Buffers;

namespace SkyButler.Resources.Checksums;

/// <summary>Checksums of files in the form that file records hold.</summary>
public static class Checksum
{
    private const int BufferSize = 1 << 18;

    // Streams don't make buffers of their own for those who read this much at a time.
    private const int SmallestBuffer = 1 << 16;

    /// <summary>The 64-byte BLAKE2b digest of what is left of a stream, in lower-case hexadecimal digits.</summary>
    public static async ValueTask<string> OfStreamAsync(Stream content, CancellationToken cancellationToken = default)
    {
        var hash = new Blake2b();
        // Most files are small: a large buffer, cleared for each of them, would cost more than all the rest.
        var buffer = ArrayPool<byte>.Shared.Rent(content.CanSeek ? (int)Math.Clamp(content.Length - content.Position, SmallestBuffer, BufferSize) : BufferSize);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                hash.Append(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.Finish());
    }

    /// <summary>The 64-byte BLAKE2b digest of a local file, in lower-case hexadecimal digits.</summary>
    public static async ValueTask<string> OfFileAsync(string localPath, CancellationToken cancellationToken = default)
    {
        var content = new FileStream(localPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        await using (content.ConfigureAwait(false))
            return await OfStreamAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
