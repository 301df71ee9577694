using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Contents;

/// <summary>A store as one reads a single file from it that must be what was recorded.</summary>
/// <param name="inner">The store.</param>
/// <param name="expected">What was recorded.</param>
internal sealed class CheckedStore(IResourceStore inner, FileChecksum expected) : IResourceStore
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers => [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.FindAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
        expected.Check(await inner.OpenReadAsync(path, cancellationToken).ConfigureAwait(false), path);

    // Pieces come in any order; the whole is compared while it is still in memory.
    /// <inheritdoc/>
    public async ValueTask DownloadAsync(ResourcePath path, string localFile, long? expectedSize = null, CancellationToken cancellationToken = default)
    {
        await inner.DownloadAsync(path, localFile, expectedSize, cancellationToken).ConfigureAwait(false);
        await expected.CheckAsync(localFile, path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => throw OnlyRead(directory);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => inner.BeginBatch();

    private static ResourceException OnlyRead(ResourcePath path) => new($"{path.DisplayName} is only read here.");
}
