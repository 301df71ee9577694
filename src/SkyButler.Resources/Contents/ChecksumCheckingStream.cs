using SkyButler.Resources.Checksums;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Contents;

/// <summary>Reads another stream to its end, and there compares what came with a checksum that was recorded.</summary>
internal sealed class ChecksumCheckingStream : CheckingStream
{
    private readonly Blake2b _hash = new();
    private readonly FileChecksum _expected;
    private readonly ResourcePath _path;
    private bool _isJudged;

    /// <summary>Makes the stream.</summary>
    /// <param name="inner">What is read; disposed with this.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="path">What is read, for the error.</param>
    public ChecksumCheckingStream(Stream inner, FileChecksum expected, ResourcePath path)
        : base(inner)
    {
        _expected = expected;
        _path = path;
    }

    // Judged with the last byte that is expected too, since not every reader asks for the end of the stream.
    /// <inheritdoc/>
    protected override void Check(ReadOnlySpan<byte> bytes)
    {
        if (_isJudged && bytes.Length > 0)
            throw FileChecksum.Mismatch(_path);
        if (_isJudged)
            return;
        _hash.Append(bytes);
        if (bytes.Length > 0 && Count != _expected.Size)
            return;
        _isJudged = true;
        if (Convert.ToHexStringLower(_hash.Finish()) != _expected.Digest)
            throw FileChecksum.Mismatch(_path);
    }
}
