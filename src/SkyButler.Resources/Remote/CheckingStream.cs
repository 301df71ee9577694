namespace SkyButler.Resources.Remote;

/// <summary>Reads another stream, which is disposed with it, and looks at all that comes.</summary>
internal abstract class CheckingStream : ReadOnlyStream
{
    private readonly Stream _inner;

    /// <summary>Makes the stream around another.</summary>
    protected CheckingStream(Stream inner) => _inner = inner;

    /// <summary>How many bytes came.</summary>
    protected long Count { get; private set; }

    /// <inheritdoc/>
    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException("This is read forward only.");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        try
        {
            var count = _inner.Read(buffer);
            Take(buffer[..count]);
            return count;
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        try
        {
            var count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Take(buffer.Span[..count]);
            return count;
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    /// <summary>Looks at bytes that came, which <see cref="Count"/> has; none say that it is the end.</summary>
    /// <exception cref="ResourceException">They are not what they should be.</exception>
    protected abstract void Check(ReadOnlySpan<byte> bytes);

    /// <summary>The error for content that can't be decompressed.</summary>
    protected virtual Exception Damaged(InvalidDataException error) => error;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        Check(bytes);
    }
}
