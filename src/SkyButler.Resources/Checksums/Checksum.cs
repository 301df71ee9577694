namespace SkyButler.Resources.Checksums;

/// <summary>Checksums of files in the form that file records hold.</summary>
public static class Checksum
{
    private const int BufferSize = 1 << 20;

    /// <summary>The 64-byte BLAKE2b digest of what is left of a stream, in lower-case hexadecimal digits.</summary>
    public static async ValueTask<string> OfStreamAsync(Stream content, CancellationToken cancellationToken = default)
    {
        var hash = new Blake2b();
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            hash.Append(buffer.AsSpan(0, read));
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
