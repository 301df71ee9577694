using System.Security.Cryptography;

namespace SkyButler.Resources.Remote;

/// <summary>Reads another stream to its end, and there compares the MD5 of what came with the one that was announced.</summary>
internal sealed class Md5CheckingStream : CheckingStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly long _length;
    private readonly string _expected;
    private readonly ResourcePath _path;

    /// <summary>Makes the stream.</summary>
    /// <param name="inner">What is read; disposed with this.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="expected">The MD5, in lower-case hexadecimal digits.</param>
    /// <param name="path">What is read, for the error.</param>
    public Md5CheckingStream(Stream inner, long length, string expected, ResourcePath path)
        : base(inner)
    {
        _length = length;
        _expected = expected;
        _path = path;
    }

    /// <inheritdoc/>
    public override long Length => _length;

    // Judged with the last byte rather than at the end of the stream, which not every reader asks for.
    /// <inheritdoc/>
    protected override void Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            return;
        _hash.AppendData(bytes);
        if (Count == _length && Convert.ToHexStringLower(_hash.GetHashAndReset()) is var found && found != _expected)
            throw new ResourceException($"The content of {_path} has the checksum {found}, but the storage announced {_expected}: it is damaged, or was on its way; read it again, or restore it.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
