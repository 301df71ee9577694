using SkyButler.Datastores.Formatters;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>A file of any store as formatters read it; a remote one becomes local only where a formatter needs that.</summary>
internal sealed class StoredFileSource : FormatterSource
{
    private readonly ResourceStores stores;
    private readonly ResourcePath path;
    private readonly LazyTask<string> copy;

    public StoredFileSource(ResourceStores stores, ResourcePath path, long size)
    {
        this.stores = stores;
        this.path = path;
        Size = size;
        copy = new(token => TemporaryCopy.MakeAsync(this, path.Extension, token));
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
    public override bool IsFar => !path.IsLocal && Size >= 0 && copy.Begun is null;

    /// <inheritdoc />
    public override async ValueTask ReadPieceAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsFar && buffer.Length > 0)
        {
            var piece = await stores.For(path).OpenRangeAsync(path, position, buffer.Length, cancellationToken).ConfigureAwait(false);
            await using (piece.ConfigureAwait(false))
            {
                if (!piece.IsCutFromAll())
                {
                    await piece.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
        }

        // A server that knows no ranges sends all of it for each piece: once is enough.
        await base.ReadPieceAsync(position, buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) =>
        path.IsLocal ? path.LocalPath : await copy.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await TemporaryCopy.RemoveAsync(copy.Begun).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
