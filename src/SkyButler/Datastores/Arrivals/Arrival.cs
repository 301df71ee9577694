using SkyButler.Resources;

namespace SkyButler.Datastores.Arrivals;

/// <summary>
/// Datasets on their way into a datastore, step by step, so that several datastores and the registry can go together: all of them see the
/// datasets, or none does.
/// </summary>
internal abstract class Arrival : IAsyncDisposable
{
    /// <summary>The files outside that are taken in.</summary>
    public virtual IEnumerable<ResourcePath> Sources => [];

    /// <summary>Writes what is to be stored where nobody sees it yet. Not inside a transaction.</summary>
    public abstract Task StageAsync(CancellationToken cancellationToken);

    /// <summary>Makes the datastore's rows. Inside the registry's transaction, after the registry's own rows.</summary>
    public abstract Task RecordAsync(CancellationToken cancellationToken);

    /// <summary>Gives what was staged its final names: the last step inside the transaction.</summary>
    public abstract Task PlaceAsync(CancellationToken cancellationToken);

    /// <summary>Finishes after the transaction was committed; nothing is cancelled any more.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Takes back what was done, as far as the transaction is known not to have been committed.</summary>
    public abstract Task WithdrawAsync();

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
