namespace SkyButler.Resources.Transfers.Copying;

/// <summary>Gives the files of a batch their names, durably, while those of the next are copied; one batch at a time.</summary>
internal sealed class NamingQueue(CopyTally tally) : IAsyncDisposable
{
    private Task _underWay = Task.CompletedTask;

    /// <summary>Begins with a batch when the one before is done; the batch is disposed then.</summary>
    public async ValueTask AddAsync(IWriteBatch batch, long files, long bytes, CancellationToken cancellationToken)
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        catch
        {
            await batch.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _underWay = Task.Run(() => NameAsync(batch, files, bytes, cancellationToken), CancellationToken.None);
    }

    /// <summary>Waits until all have their names.</summary>
    public Task EndAsync() => _underWay;

    // Whoever ends early has an error of his own to tell.
    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task NameAsync(IWriteBatch batch, long files, long bytes, CancellationToken cancellationToken)
    {
        await using (batch.ConfigureAwait(false))
            await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        tally.Add(files, bytes);
    }
}
