using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.Datastores.Cache;

/// <summary>Files in memory that stand for remote ones; counts what is asked of them.</summary>
internal sealed class CountingStore : IResourceStore
{
    private readonly MemoryResourceStore inner = new();
    private int opened;

    /// <summary>How often a file was opened.</summary>
    public int Opened => opened;

    public IReadOnlyCollection<TransferMode> SupportedTransfers => inner.SupportedTransfers;

    public ValueTask WriteAsync(ResourcePath path, byte[] content) => inner.WriteAsync(path, new MemoryStream(content), TestContext.Current.CancellationToken);

    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.FindAsync(paths, cancellationToken);

    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref opened);
        return inner.OpenReadAsync(path, cancellationToken);
    }

    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => default;

    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(paths, cancellationToken);

    public IWriteBatch BeginBatch() => inner.BeginBatch();
}
