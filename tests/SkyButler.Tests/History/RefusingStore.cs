using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.History;

/// <summary>A store in which some names can't be written, as if a server's rules forbade it; all else is another store's.</summary>
internal sealed class RefusingStore(IResourceStore inner, string refused) : IResourceStore, IObjectWriter
{
    public IReadOnlyCollection<TransferMode> SupportedTransfers => inner.SupportedTransfers;

    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.FindAsync(paths, cancellationToken);

    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, cancellationToken);

    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.CreateDirectoryAsync(directory, cancellationToken);

    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.DeleteAsync(paths, cancellationToken);

    public IWriteBatch BeginBatch() => inner.BeginBatch();

    public ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken = default) => target.Key.Contains(refused, StringComparison.Ordinal)
        ? throw new ResourceException($"Cannot write {target.DisplayName}: the server refuses it (403).")
        : ((IObjectWriter)inner).WriteAsync(target, content, cancellationToken);
}
