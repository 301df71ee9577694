using System.IO.Compression;
using SkyButler.Datastores.Formatters;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>A member of a zip file as formatters read it.</summary>
internal sealed class ZipMemberSource : FormatterSource
{
    private readonly ZipArchive archive;
    private readonly ZipArchiveEntry entry;
    private string? copy;

    private ZipMemberSource(ZipArchive archive, ZipArchiveEntry entry, string name)
    {
        this.archive = archive;
        this.entry = entry;
        Name = name;
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override long Size => entry.Length;

    /// <summary>Opens a zip at a member.</summary>
    /// <exception cref="DatastoreException">It is no zip, or has no such member.</exception>
    public static async Task<ZipMemberSource> OpenAsync(ResourceStores stores, ResourcePath zip, string member, CancellationToken cancellationToken)
    {
        var stream = await stores.OpenReadAsync(zip, cancellationToken).ConfigureAwait(false);
        var name = $"{zip.DisplayName}#{member}";
        try
        {
            var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: false, null, cancellationToken).ConfigureAwait(false);
            return new(archive, archive.GetEntry(member) ?? throw new DatastoreException($"The zip file of {name} has no such member."), name);
        }
        catch (InvalidDataException e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new DatastoreException($"The zip file of {name} is damaged: {e.Message}", e);
        }
        catch (DatastoreException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) =>
        await entry.OpenAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) =>
        copy ??= await TemporaryCopy.MakeAsync(this, Path.GetExtension(entry.Name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (copy is not null)
            File.Delete(copy);
        await archive.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
