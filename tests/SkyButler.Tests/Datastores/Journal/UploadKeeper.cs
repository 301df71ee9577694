using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Uploads;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.Datastores.Journal;

/// <summary>Another store with uploads that were begun.</summary>
internal sealed class UploadKeeper(IResourceStore inner) : IResourceStore, IUnfinishedUploads
{
    public List<UnfinishedUpload> Uploads { get; } = [];

    public int Asked { get; private set; }

    public IReadOnlyCollection<TransferMode> SupportedTransfers => inner.SupportedTransfers;

    public IAsyncEnumerable<UnfinishedUpload> ListUploadsAsync(ResourcePath directory, CancellationToken cancellationToken = default)
    {
        Asked++;
        return Uploads.ToList().ToAsyncEnumerable();
    }

    public ValueTask<IReadOnlyList<ResourceFailure>> AbortUploadsAsync(IReadOnlyList<UnfinishedUpload> uploads, CancellationToken cancellationToken = default)
    {
        Uploads.RemoveAll(uploads.Contains);
        return new([]);
    }

    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.FindAsync(paths, cancellationToken);

    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, cancellationToken);

    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.CreateDirectoryAsync(directory, cancellationToken);

    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.DeleteAsync(paths, cancellationToken);

    public IWriteBatch BeginBatch() => inner.BeginBatch();
}
