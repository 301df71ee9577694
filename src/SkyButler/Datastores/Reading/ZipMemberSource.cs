using SkyButler.Datastores.Formatters;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>A member of a zip file as formatters read it; of the zip only its directory is fetched, once, and the member.</summary>
internal sealed class ZipMemberSource : FormatterSource
{
    private readonly ResourceStores stores;
    private readonly ResourcePath path;
    private readonly LazyTask<string> copy;
    private readonly LazyTask<(ResourcePath File, long Start)?> place;

    private ZipMemberSource(ResourceStores stores, ResourceInfo member, string name)
    {
        this.stores = stores;
        path = member.Path;
        Size = member.Size;
        Name = name;
        copy = new(token => TemporaryCopy.MakeAsync(this, Path.GetExtension(name), token));
        place = new(LocateAsync);
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override long Size { get; }

    /// <summary>Opens a zip at a member.</summary>
    /// <exception cref="DatastoreException">It is no zip, or has no such member.</exception>
    public static async Task<ZipMemberSource> OpenAsync(ResourceStores stores, ResourcePath zip, string member, CancellationToken cancellationToken)
    {
        var name = $"{zip.DisplayName}#{member}";
        try
        {
            var found = await stores.FindAsync(zip.WithFragment("zip-path=" + Uri.EscapeDataString(member)), cancellationToken).ConfigureAwait(false)
                ?? throw new DatastoreException($"The zip file of {name} has no such member.");
            return new(stores, found, name);
        }
        catch (ResourceException e)
        {
            throw new DatastoreException($"The zip file of {name} can't be read: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => stores.OpenReadAsync(path, cancellationToken);

    /// <inheritdoc />
    public override bool IsFar => copy.Begun is null;

    /// <inheritdoc />
    public override async ValueTask ReadPieceAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsFar && buffer.Length > 0 && await place.GetAsync(cancellationToken).ConfigureAwait(false) is var (file, start))
        {
            if (position + buffer.Length > Size)
                throw new EndOfStreamException($"{Name} ends at byte {Size}.");
            var piece = await stores.For(file).OpenRangeAsync(file, start + position, buffer.Length, cancellationToken).ConfigureAwait(false);
            await using (piece.ConfigureAwait(false))
            {
                if (!piece.IsCutFromAll())
                {
                    await piece.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
        }

        await base.ReadPieceAsync(position, buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) => await copy.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await TemporaryCopy.RemoveAsync(copy.Begun).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<(ResourcePath File, long Start)?> LocateAsync(CancellationToken cancellationToken) =>
        stores.For(path) is IContentLocator locator ? await locator.LocateAsync(path, cancellationToken).ConfigureAwait(false) : null;
}
