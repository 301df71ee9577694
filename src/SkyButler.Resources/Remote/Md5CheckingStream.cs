using System.Security.Cryptography;

namespace SkyButler.Resources.Remote;

/// <summary>Reads another stream to its end, and there compares the MD5 of what came with the one that was announced.</summary>
internal sealed class Md5CheckingStream : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Stream _inner;
    private readonly string _expected;
    private readonly ResourcePath _path;
    private long _left;

    /// <summary>Makes the stream.</summary>
    /// <param name="inner">What is read; disposed with this.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="expected">The MD5, in lower-case hexadecimal digits.</param>
    /// <param name="path">What is read, for the error.</param>
    public Md5CheckingStream(Stream inner, long length, string expected, ResourcePath path)
    {
        _inner = inner;
        _left = length;
        _expected = expected;
        _path = path;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _inner.Position;
        set => throw new NotSupportedException("What comes over a network is read forward only.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Take(buffer.Span[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        count = _inner.Read(buffer, offset, count);
        Take(buffer.AsSpan(offset, count));
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    // Judged with the last byte rather than at the end of the stream, which not every reader asks for.
    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            return;
        _hash.AppendData(bytes);
        _left -= bytes.Length;
        if (_left == 0 && Convert.ToHexStringLower(_hash.GetHashAndReset()) is var found && found != _expected)
            throw new ResourceException($"The content of {_path} has the checksum {found}, but the storage announced {_expected}: it is damaged, or was on its way; read it again, or restore it.");
    }
}
