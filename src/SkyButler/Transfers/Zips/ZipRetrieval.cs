using System.IO.Compression;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Zips;

/// <summary>
/// Packs files of datasets into one zip: the index, compressed, then the files as they are, under their names with the first digits of their
/// datasets' identifiers in front. The zip's own name follows from these, so that the same datasets give the same zip.
/// </summary>
internal sealed class ZipRetrieval(StoredFiles stored, DimensionUniverse universe, TimeProvider clock)
{
    private const int PrefixLength = 8;
    private const int BufferSize = 1 << 17;
    private const int OrdinaryFile = 0b110_100_100;
    private const int RegularType = 0x8000;
    private const int UnixShift = 16;

    // What dates in zips can tell.
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly ResourceStores stores = stored.Resources;

    /// <summary>Writes the zip into a folder; returns where it is.</summary>
    /// <exception cref="DatastoreException">A dataset is not stored, or the zip is there already.</exception>
    public async Task<ResourcePath> RetrieveAsync(IReadOnlyList<DatasetRef> datasets, ResourcePath folder, RetrieveOptions options, CancellationToken cancellationToken)
    {
        var artifacts = await CollectAsync(datasets, cancellationToken).ConfigureAwait(false);
        var name = DatasetIds.FromName(DatasetIds.NameSpace, string.Join(',', artifacts.Keys.Order(StringComparer.Ordinal))) + ".zip";
        var target = folder.Join(name);
        if (!options.Overwrite && await stores.ExistsAsync(target, cancellationToken).ConfigureAwait(false))
            throw new DatastoreException($"{target.DisplayName} exists already; choose another folder, or ask to overwrite (--clobber).");
        await stores.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
        var index = ArtifactIndex.Write(universe, datasets, artifacts, null);
        var batch = stores.For(target).BeginBatch();
        await using var closing = batch.ConfigureAwait(false);
        var file = new FileStream(await batch.StageAsync(target, cancellationToken).ConfigureAwait(false), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, useAsync: true);
        await using (file.ConfigureAwait(false))
            await WriteAsync(file, index, artifacts, new ProgressCount(options.Progress, "Packing files", artifacts.Count), cancellationToken).ConfigureAwait(false);
        await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        return target;
    }

    private async Task<OrderedDictionary<string, Artifact>> CollectAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await stored.FindAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var artifacts = new OrderedDictionary<string, Artifact>(StringComparer.Ordinal);
        var names = new Dictionary<(FileDatastore Store, string Path), string>();
        foreach (var dataset in datasets.DistinctBy(d => d.Id).OrderBy(d => d.Id))
        {
            if (!known.TryGetValue(dataset.Id, out var found))
                throw new DatastoreException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} in run '{dataset.Run}' is registered but not stored, so there is no file to retrieve.");
            foreach (var record in found.Records.OrderBy(r => r.Component, StringComparer.Ordinal))
            {
                if (!names.TryGetValue((found.Store, record.Path), out var name))
                {
                    name = NameOf(dataset.Id, record, artifacts);
                    names.Add((found.Store, record.Path), name);
                    artifacts.Add(name, new(found.Store, record, found.Store.Locate(record)));
                }

                artifacts[name].Ids.Add(dataset.Id);
            }
        }

        return artifacts;
    }

    private static string NameOf(Guid id, FileRecord record, OrderedDictionary<string, Artifact> taken)
    {
        var (file, member) = StoredPath.Parse(record.Path);
        var path = member ?? (StoredPath.Parse(file).IsAbsolute ? ResourcePath.ParseStored(file).Key : file);
        var name = path[(path.LastIndexOf('/') + 1)..];
        var text = id.ToString();
        var usual = $"{text[..PrefixLength]}-{name}";
        // Datasets of one moment have the same first digits.
        return taken.ContainsKey(usual) ? $"{text}-{name}" : usual;
    }

    private async Task WriteAsync(Stream file, byte[] index, OrderedDictionary<string, Artifact> artifacts, ProgressCount count, CancellationToken cancellationToken)
    {
        var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using var closing = zip.ConfigureAwait(false);
        await AddAsync(zip, ArtifactIndex.FileName, CompressionLevel.Optimal, clock.GetUtcNow(), new MemoryStream(index), cancellationToken).ConfigureAwait(false);
        foreach (var (name, artifact) in artifacts)
        {
            var found = await stores.FindAsync(artifact.Target, cancellationToken).ConfigureAwait(false)
                ?? throw new DatastoreException($"The file {artifact.Target.DisplayName} is registered but missing, so it can't be packed.");
            await AddAsync(
                zip, name, CompressionLevel.NoCompression, found.Modified, await stores.OpenReadAsync(artifact.Target, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            count.Add(1, found.Size);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, CompressionLevel level, DateTimeOffset modified, Stream content, CancellationToken cancellationToken)
    {
        await using var closingContent = content.ConfigureAwait(false);
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = modified < Earliest ? Earliest : modified > Latest ? Latest : modified;
        entry.ExternalAttributes = (RegularType | OrdinaryFile) << UnixShift;
        var output = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = output.ConfigureAwait(false);
        await content.CopyToAsync(output, BufferSize, cancellationToken).ConfigureAwait(false);
    }
}
