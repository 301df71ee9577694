using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// Files that become visible together: they are staged under temporary names, and <see cref="CommitAsync(CancellationToken)"/> makes them durable, once
/// for all of them, and then gives them their final names. Until then no reader sees any of them. Disposing a batch that was not
/// committed removes what it staged. Staging may be done from several threads.
/// </summary>
public interface IWriteBatch : IAsyncDisposable
{
    /// <summary>The final places of what was staged so far, in order.</summary>
    IReadOnlyList<ResourcePath> Targets { get; }

    /// <summary>
    /// Announces a file and gives the local name under which the caller writes it; its folder exists, and it keeps the target's
    /// extension. The caller need not flush it. Existing files are overwritten at the commit.
    /// </summary>
    ValueTask<string> StageAsync(ResourcePath target, CancellationToken cancellationToken = default);

    /// <summary>Stages a file with the given content.</summary>
    ValueTask StageContentAsync(ResourcePath target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stages a file of the same store, or a local file, to be copied, linked or moved. The source of a move stays until
    /// <see cref="RemoveMovedSourcesAsync"/>, so that a failure in between loses nothing.
    /// </summary>
    /// <exception cref="ResourceException">The source is missing, or the store can't do this mode.</exception>
    ValueTask StageTransferAsync(ResourcePath source, ResourcePath target, TransferMode mode, CancellationToken cancellationToken = default);

    /// <summary>Stages a copy of a file of another store.</summary>
    /// <exception cref="ResourceNotFoundException">The source is missing.</exception>
    async ValueTask StageCopyAsync(IResourceStore store, ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default)
    {
        var found = (await store.FindAsync([source], cancellationToken).ConfigureAwait(false))[0] ?? throw new ResourceNotFoundException(source);
        var staged = await StageAsync(target, cancellationToken).ConfigureAwait(false);
        await store.DownloadAsync(source, staged, found.Size < 0 ? null : found.Size, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stages a file of another store to be moved: it is copied, and stays until <see cref="RemoveMovedSourcesAsync"/>.</summary>
    /// <exception cref="ResourceNotFoundException">The source is missing.</exception>
    ValueTask StageMoveAsync(IResourceStore store, ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default);

    /// <summary>
    /// Does what can be done ahead of <see cref="CommitAsync(CancellationToken)"/> without anybody seeing a file, so that little remains for it: large
    /// files are sent. To be called by those whom others wait for during the commit. Nothing may be staged afterwards.
    /// </summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken = default) => default;

    /// <summary>
    /// Begins to make durable what was staged, beside what the caller does before <see cref="CommitAsync(CancellationToken)"/>, which waits for it. Nothing may be
    /// staged afterwards.
    /// </summary>
    void BeginFlush()
    {
    }

    /// <summary>Makes the staged files durable and gives them their final names. On an error none of them stays.</summary>
    ValueTask CommitAsync(CancellationToken cancellationToken = default);

    /// <summary>The same for those who want to know how far it is, where it takes long; not called where it does not.</summary>
    ValueTask CommitAsync(IProgress<StagedFileProgress>? progress, CancellationToken cancellationToken = default) => CommitAsync(cancellationToken);

    /// <summary>Takes back a commit, when what was to follow it failed: removes the files. What they overwrote is not restored.</summary>
    ValueTask RollBackAsync();

    /// <summary>Removes the sources of moves. To be called when nothing can fail any more.</summary>
    /// <exception cref="ResourceException">Some can't be removed; the others are.</exception>
    ValueTask RemoveMovedSourcesAsync(CancellationToken cancellationToken = default);
}
