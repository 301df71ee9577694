namespace SkyButler.Resources.Remote;

/// <summary>A piece of another stream, read forward.</summary>
internal sealed class StreamPiece : ReadOnlyStream
{
    private const int SkipSize = 65536;

    private readonly Stream _inner;
    private readonly long _length;
    private long _position;

    private StreamPiece(Stream inner, long length)
    {
        _inner = inner;
        _length = length;
    }

    /// <summary>Whether bytes before the piece had to be read, or bytes behind it are sent in vain.</summary>
    public bool IsCutFromAll => !_inner.CanSeek;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("This is read forward only.");
    }

    /// <summary>The piece that begins after so many bytes; the stream is disposed with it.</summary>
    public static async ValueTask<Stream> TakeAsync(Stream stream, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        try
        {
            if (stream.CanSeek)
                stream.Position = Math.Min(offset, stream.Length);
            else
                await SkipAsync(stream, offset, cancellationToken).ConfigureAwait(false);
            return new StreamPiece(stream, length);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _inner.ReadAsync(buffer[..Wanted(buffer.Length)], cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = _inner.Read(buffer[..Wanted(buffer.Length)]);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int count) => (int)Math.Min(count, _length - _position);

    private static async ValueTask SkipAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(count, SkipSize)];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return;
            count -= read;
        }
    }
}
