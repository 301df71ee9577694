using SkyButler.Resources.Checksums;

namespace SkyButler.Resources.Contents;

/// <summary>What was recorded of a file's content.</summary>
/// <param name="Digest">Its 64-byte BLAKE2b digest in lower-case hexadecimal digits.</param>
/// <param name="Size">Its size in bytes; negative where that is unknown.</param>
public sealed record FileChecksum(string Digest, long Size)
{
    /// <summary>A stream that reads another, which is disposed with it, and fails at its end where the content is not what was recorded.</summary>
    /// <param name="content">What is read.</param>
    /// <param name="path">What is read, for the error.</param>
    public Stream Check(Stream content, ResourcePath path) => new ChecksumCheckingStream(content, this, path);

    /// <summary>Reads a local file.</summary>
    /// <param name="localFile">The file.</param>
    /// <param name="path">What it is, or is a copy of, for the error.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ResourceException">Its content is not what was recorded.</exception>
    public async ValueTask CheckAsync(string localFile, ResourcePath path, CancellationToken cancellationToken = default)
    {
        string found;
        try
        {
            found = await Checksum.OfFileAsync(localFile, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ResourceNotFoundException(path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException and not ResourceException))
        {
            throw new ResourceException($"Cannot read {path.DisplayName}: {error.Message}", error);
        }

        if (found != Digest)
            throw Mismatch(path);
    }

    internal static ResourceException Mismatch(ResourcePath path) => new(
        $"The file {path.DisplayName} does not have the checksum that is recorded: it is damaged or was changed, so it is not copied. Restore it, or leave its dataset out; 'butler verify --checksums' lists all such files.");
}
