namespace SkyButler.Resources.Remote;

/// <summary>
/// Bytes that come over a network, read forward. When the connection breaks, or nothing comes for long, it is opened again where it
/// stopped. More than was announced is an error, and less too.
/// </summary>
internal sealed class ResumingStream : ReadOnlyStream
{
    private const int MostResumptions = 100;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Func<long, CancellationToken, ValueTask<Stream>> _open;
    private readonly Func<Exception, Exception> _explain;
    private readonly Retries _retries;
    private readonly TimeSpan _stall;
    private readonly long _end;
    private Stream? _inner;
    private long _position;
    private int _resumptions;
    private bool _isEnded;

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
        if (buffer.Length == 0)
            return 0;
        if (Wanted(buffer.Length) == 0)
        {
            await RefuseMoreAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }

        buffer = buffer[..Wanted(buffer.Length)];
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

    /// <summary>Reads without being able to open the connection again.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        try
        {
            if (Wanted(buffer.Length) is var count and > 0)
                return Counted(_inner!.Read(buffer[..count]));
            if (TakeLook())
                RefuseMore(_inner!.Read(new byte[1]));
            return 0;
        }
        catch (Exception error) when (error is not ResourceException)
        {
            throw _explain(error);
        }
    }

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
        var inner = _inner;
        _inner = null;
        try
        {
            inner?.Dispose();
        }
        catch (Exception error) when (_retries.MayPass(error))
        {
        }
    }

    // All that was announced is here, so that only what comes besides is an error: a connection that breaks now, or says nothing, has done its work.
    private async ValueTask RefuseMoreAsync(CancellationToken cancellationToken)
    {
        if (!TakeLook())
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndPatience);
        try
        {
            RefuseMore(await _inner!.ReadAsync(new byte[1], limit.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && _retries.MayPass(error))
        {
        }
    }

    // Whether the end has yet to be looked at.
    private bool TakeLook()
    {
        var isFirst = !_isEnded && _inner is not null;
        _isEnded = true;
        return isFirst;
    }

    private void RefuseMore(int count)
    {
        if (count > 0)
            throw _explain(new ResourceException($"More than the {_end - Start} bytes came that were announced; the server is broken, or what it holds was changed meanwhile: read it again."));
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
