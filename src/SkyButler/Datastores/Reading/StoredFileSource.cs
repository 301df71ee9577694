using SkyButler.Datastores.Formatters;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>A file of any store as formatters read it; a remote one becomes local only where a formatter needs that.</summary>
internal sealed class StoredFileSource : FormatterSource
{
    private readonly ResourceStores stores;
    private readonly ResourcePath path;
    private string? copy;

    public StoredFileSource(ResourceStores stores, ResourcePath path, long size)
    {
        this.stores = stores;
        this.path = path;
        Size = size;
    }

    /// <inheritdoc />
    public override string Name => path.DisplayName;

    /// <inheritdoc />
    public override long Size { get; }

    /// <inheritdoc />
    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => stores.OpenReadAsync(path, Size, cancellationToken);

    /// <inheritdoc />
    public override ValueTask<byte[]> ReadAllAsync(CancellationToken cancellationToken) => stores.ReadAllBytesAsync(path, cancellationToken);

    /// <inheritdoc />
    public override async ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) =>
        path.IsLocal ? path.LocalPath : copy ??= await TemporaryCopy.MakeAsync(this, path.Extension, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        if (copy is not null)
            File.Delete(copy);
        return base.DisposeAsync();
    }
}
