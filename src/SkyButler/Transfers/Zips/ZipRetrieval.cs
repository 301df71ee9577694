using System.IO.Compression;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Artifacts;

namespace SkyButler.Transfers.Zips;

/// <summary>
/// Packs files of datasets into one zip: the index, compressed, then the files as they are, under their names with the first digits of their
/// datasets' identifiers in front. The zip's own name follows from these, so that the same datasets give the same zip.
/// </summary>
internal sealed class ZipRetrieval(StoredFiles stored, DimensionUniverse universe, TimeProvider clock)
{
    private const int FilesAtOnce = 500;
    private const int BufferSize = 1 << 17;
    private const int OrdinaryFile = 0b110_100_100;
    private const int RegularType = 0x8000;
    private const int UnixShift = 16;

    // What dates in zips can tell.
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly ResourceStores stores = stored.Resources;

    /// <summary>Writes the zip into a folder; returns where it is, or null where there are no datasets.</summary>
    /// <exception cref="DatastoreException">A dataset is not stored, or the zip is there already.</exception>
    public async Task<ResourcePath?> RetrieveAsync(IAsyncEnumerable<DatasetRef> datasets, ResourcePath folder, RetrieveOptions options, CancellationToken cancellationToken)
    {
        var gathered = new GatheredArtifacts(stored);
        await using var closingGathered = gathered.ConfigureAwait(false);
        await gathered.AddAsync(datasets, (store, record) => ($"{stored.IndexOf(store)} {record.Path}", record.Path), options.BatchSize, cancellationToken).ConfigureAwait(false);
        if (gathered.Datasets.Count == 0)
            return null;
        var members = new ZipMembers(stored);
        await using var closingMembers = members.ConfigureAwait(false);
        await members.NameAsync(gathered.Files, cancellationToken).ConfigureAwait(false);
        var target = folder.Join(members.Id + ".zip");
        if (!options.Overwrite && await stores.ExistsAsync(target, cancellationToken).ConfigureAwait(false))
            throw new DatastoreException($"{target.DisplayName} exists already; choose another folder, or ask to overwrite (--clobber).");
        await stores.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
        var writing = stores.For(target).BeginBatch();
        await using var closing = writing.ConfigureAwait(false);
        var progress = new ProgressCount(options.Progress, "Packing files", members.Count);
        await StagedFile.WriteAsync(writing, target, file => WriteAsync(file, gathered.Datasets, members, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        await writing.CommitAsync(cancellationToken).ConfigureAwait(false);
        return target;
    }

    private async Task WriteAsync(Stream file, IndexedDatasets indexed, ZipMembers members, ProgressCount count, CancellationToken cancellationToken)
    {
        var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using var closing = zip.ConfigureAwait(false);
        var index = await OpenAsync(zip, ArtifactIndex.FileName, CompressionLevel.Optimal, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await using (index.ConfigureAwait(false))
            await ArtifactIndex.WriteAsync(index, universe, indexed, members.ReadAsync(cancellationToken), null, cancellationToken).ConfigureAwait(false);
        await foreach (var batch in members.ReadAsync(cancellationToken).Chunk(FilesAtOnce).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<ResourcePath> places = [.. batch.Select(a => a.Store.Locate(a.Record))];
            var found = await stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Length; i++)
            {
                if (found[i] is not { } there)
                    throw StoredFiles.Missing(batch[i]);
                var content = await stores.OpenReadAsync(places[i], cancellationToken).ConfigureAwait(false);
                var input = batch[i].Store.Required(batch[i].Record)?.Check(content, places[i]) ?? content;
                await using var closingInput = input.ConfigureAwait(false);
                var output = await OpenAsync(zip, batch[i].Path, CompressionLevel.NoCompression, there.Modified, cancellationToken).ConfigureAwait(false);
                await using var closingOutput = output.ConfigureAwait(false);
                await input.CopyToAsync(output, BufferSize, cancellationToken).ConfigureAwait(false);
                count.Add(1, there.Size);
            }
        }
    }

    private static Task<Stream> OpenAsync(ZipArchive zip, string name, CompressionLevel level, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = modified < Earliest ? Earliest : modified > Latest ? Latest : modified;
        entry.ExternalAttributes = (RegularType | OrdinaryFile) << UnixShift;
        return entry.OpenAsync(cancellationToken);
    }
}
