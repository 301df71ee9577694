using SkyButler.Resources.Checksums;

namespace SkyButler.Resources.Stores.Zip;

/// <summary>The content of a member, read forward; it must have the size and the checksum that the zip's directory says, no more and no less.</summary>
internal sealed class ZipMemberStream : Stream
{
    private readonly Stream _inner;
    private readonly ZipMember _member;
    private readonly string _name;
    private long _position;
    private uint _checksum;

    public ZipMemberStream(Stream inner, ZipMember member, string name)
    {
        _inner = inner;
        _member = member;
        _name = name;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _member.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("Members of zip files are read forward only.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        try
        {
            var count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Checked(buffer.Span[..count]);
        }
        catch (InvalidDataException error)
        {
            throw new ResourceException($"The member {_name} is damaged: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0)
            return 0;
        try
        {
            return Checked(buffer.AsSpan(offset, _inner.Read(buffer, offset, count)));
        }
        catch (InvalidDataException error)
        {
            throw new ResourceException($"The member {_name} is damaged: {error.Message}", error);
        }
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
            _inner.Dispose();
        base.Dispose(disposing);
    }

    // Judged with the last byte rather than at the end of the stream, which not every reader asks for.
    private int Checked(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        if (_position > _member.Size || (bytes.Length == 0 && _position < _member.Size))
            throw new ResourceException($"The member {_name} is damaged: it has {(bytes.Length == 0 ? "fewer" : "more")} than the {_member.Size} bytes that the zip's directory says.");
        _checksum = Crc32.Append(_checksum, bytes);
        if (_position == _member.Size && bytes.Length > 0 && _checksum != _member.Checksum)
            throw new ResourceException($"The member {_name} is damaged: its content does not have the checksum that the zip's directory says.");
        return bytes.Length;
    }
}
