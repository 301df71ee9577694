namespace SkyButler.Resources.Remote;

/// <summary>
/// Bytes that come over a network, read forward. When the connection breaks, or nothing comes for long, it is opened again where it
/// stopped. No more is read than was announced, and less is an error.
/// </summary>
internal sealed class ResumingStream : Stream
{
    private const int MostResumptions = 100;

    private readonly Func<long, CancellationToken, ValueTask<Stream>> _open;
    private readonly Func<Exception, Exception> _explain;
    private readonly Retries _retries;
    private readonly TimeSpan _stall;
    private readonly long _end;
    private Stream? _inner;
    private long _position;
    private int _resumptions;

    /// <summary>Makes the stream.</summary>
    /// <param name="first">What was opened already.</param>
    /// <param name="open">Opens it again at a position, counted as <paramref name="start"/> and <paramref name="end"/> are.</param>
    /// <param name="start">The position at which <paramref name="first"/> stands.</param>
    /// <param name="end">The position after the last byte; negative where nobody knows.</param>
    /// <param name="retries">How often it is tried again.</param>
    /// <param name="stall">How long nothing may come.</param>
    /// <param name="explain">Makes the error that a caller sees.</param>
    public ResumingStream(
        Stream first, Func<long, CancellationToken, ValueTask<Stream>> open, long start, long end, Retries retries, TimeSpan stall, Func<Exception, Exception> explain)
    {
        _inner = first;
        _open = open;
        _position = start;
        Start = start;
        _end = end;
        _retries = retries;
        _stall = stall;
        _explain = explain;
    }

    private long Start { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _end >= 0 ? _end - Start : throw new NotSupportedException("The length is not known before the end.");

    /// <inheritdoc/>
    public override long Position
    {
        get => _position - Start;
        set => throw new NotSupportedException("What comes over a network is read forward only.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer = buffer[..Wanted(buffer.Length)];
        if (buffer.Length == 0)
            return 0;
        try
        {
            return await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && _retries.MayPass(error))
        {
            // Below it is opened again.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw _explain(error);
        }
        try
        {
            return await _retries.RunAsync(token => ResumeAsync(buffer, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not ResourceException && !cancellationToken.IsCancellationRequested)
        {
            throw _explain(error);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads without being able to open the connection again.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        count = Wanted(count);
        if (count == 0)
            return 0;
        try
        {
            return Counted(_inner!.Read(buffer, offset, count));
        }
        catch (Exception error) when (error is not ResourceException)
        {
            throw _explain(error);
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
            CloseQuietly();
        base.Dispose(disposing);
    }

    // A connection that breaks while it is closed is closed all the same; what was read was judged before.
    private void CloseQuietly()
    {
        try
        {
            _inner?.Dispose();
        }
        catch (Exception)
        {
        }
        _inner = null;
    }

    private int Wanted(int count) => _end < 0 ? count : (int)Math.Min(count, _end - _position);

    private async ValueTask<int> ResumeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (++_resumptions > MostResumptions)
            throw new ResourceException($"the connection broke {MostResumptions} times");
        CloseQuietly();
        _inner = await _open(_position, cancellationToken).ConfigureAwait(false);
        return await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_inner is null, this);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_stall);
        return Counted(await _inner.ReadAsync(buffer, limit.Token).ConfigureAwait(false));
    }

    private int Counted(int count)
    {
        if (count == 0 && _end >= 0)
            throw new EndOfStreamException($"only {_position - Start} of {_end - Start} bytes came");
        _position += count;
        return count;
    }
}
