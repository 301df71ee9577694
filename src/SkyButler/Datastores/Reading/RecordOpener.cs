using SkyButler.Datasets;
using SkyButler.Datastores.Cache;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>Opens the file that a record names, from the cache where it is remote and kept there, and makes sure that it is the one that was recorded.</summary>
internal sealed class RecordOpener
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly RootedPaths root;
    private readonly FileCache cache;

    public RecordOpener(FileDatastoreSettings settings, DatastoreServices services, RootedPaths root, FileCache cache)
    {
        this.settings = settings;
        this.services = services;
        this.root = root;
        this.cache = cache;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="record">Its record.</param>
    /// <param name="extent">How much of it will be read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatastoreException">The file is missing, or is not what was recorded.</exception>
    public async Task<FormatterSource> OpenAsync(DatasetRef dataset, FileRecord record, ReadExtent extent, CancellationToken cancellationToken)
    {
        var source = await OpenAnyAsync(dataset, record, extent, cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckAsync(dataset, record, source, cancellationToken).ConfigureAwait(false);
            return source;
        }
        catch (DatastoreException) when (source is CachedFileSource)
        {
            // The copy is wrong; whether the file is, only the file can tell.
            await source.DisposeAsync().ConfigureAwait(false);
            cache.Forget([dataset.Id]);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        source = await OpenStoredAsync(dataset, record, cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckAsync(dataset, record, source, cancellationToken).ConfigureAwait(false);
            return source;
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task CheckAsync(DatasetRef dataset, FileRecord record, FormatterSource source, CancellationToken cancellationToken)
    {
        if (record.FileSize >= 0 && record.FileSize != source.Size)
        {
            throw new DatastoreException(
                $"The file {source.Name} of {dataset.DatasetType.Name} {dataset.DataId} has {source.Size} bytes but {record.FileSize} are recorded: it is damaged or was changed. Restore it, or ingest it anew.");
        }

        // An identifier that is made of the data ID may name another content by now, when the file was ingested anew.
        if (record.Checksum is { } recorded && (settings.VerifiesChecksums || (source is CachedFileSource && IsRepeatable(record))))
            await CompareAsync(dataset, source, recorded, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsRepeatable(FileRecord record) => record.DatasetId.Version == 5;

    private async Task<FormatterSource> OpenAnyAsync(DatasetRef dataset, FileRecord record, ReadExtent extent, CancellationToken cancellationToken)
    {
        var stored = StoredPath.Parse(record.Path);
        var path = stored.Locate(root);
        var isCacheable = !path.IsLocal && stored.ZipMember is null && (!IsRepeatable(record) || record.Checksum is not null) && cache.IsEnabled;
        var cached = new CacheFileName(record.DatasetId, record.Component, path.Extension);
        if (isCacheable && cache.TryOpen(cached, record.FileSize, path.DisplayName) is { } kept)
            return kept;
        if (isCacheable && extent == ReadExtent.Whole && settings.Cache.Keeps(dataset)
            && await cache.FetchAsync(cached, services.Stores, path, record.FileSize, cancellationToken).ConfigureAwait(false) is { } fetched)
        {
            return fetched;
        }

        return await OpenStoredAsync(dataset, record, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FormatterSource> OpenStoredAsync(DatasetRef dataset, FileRecord record, CancellationToken cancellationToken)
    {
        var stored = StoredPath.Parse(record.Path);
        var path = stored.Locate(root);
        var found = await services.Stores.FindAsync(path, cancellationToken).ConfigureAwait(false);
        if (found is not { IsDirectory: false })
        {
            throw new DatastoreException(
                $"The file of {dataset.DatasetType.Name} {dataset.DataId} in run '{dataset.Run}' is registered but missing: {path.DisplayName}. Restore it, or remove the dataset with prune-datasets.");
        }

        return stored.ZipMember is { } member
            ? await ZipMemberSource.OpenAsync(services.Stores, path, member, cancellationToken).ConfigureAwait(false)
            : new StoredFileSource(services.Stores, path, found.Size >= 0 ? found.Size : record.FileSize);
    }

    private static async Task CompareAsync(DatasetRef dataset, FormatterSource source, string recorded, CancellationToken cancellationToken)
    {
        var content = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = content.ConfigureAwait(false);
        if (await Checksum.OfStreamAsync(content, cancellationToken).ConfigureAwait(false) != recorded)
        {
            throw new DatastoreException(
                $"The file {source.Name} of {dataset.DatasetType.Name} {dataset.DataId} does not have the checksum that is recorded: it is damaged or was changed. Restore it, or ingest it anew.");
        }
    }
}
