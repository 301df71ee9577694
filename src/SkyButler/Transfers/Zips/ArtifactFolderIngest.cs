using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Artifacts;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Zips;

/// <summary>
/// Takes in a folder of retrieved files by the index beside them: identifiers, paths in the store and formatters are kept. All of them come in,
/// or nothing; datasets that are stored already are passed over.
/// </summary>
internal sealed class ArtifactFolderIngest(TransferTarget target, FileDatastore datastore)
{
    private readonly ResourceStores stores = datastore.Stores;

    /// <summary>Takes a folder in; returns how many datasets it has.</summary>
    /// <exception cref="ZipException">Its index is missing or damaged, or contradicts the files.</exception>
    public async Task<int> RunAsync(ResourcePath folder, ZipIngestOptions options, CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(folder, cancellationToken).ConfigureAwait(false);
        if (options.TransferDimensions && index.DimensionRecords is null)
            throw new ZipException($"The folder {folder.DisplayName} has no dimension records; insert them otherwise, and leave --transfer-dimensions out.");
        var files = await FindAsync(folder, index, options.Transfer, cancellationToken).ConfigureAwait(false);
        if (options.DryRun)
            return index.Datasets.Count;
        await target.Registry.DatasetTypes.RegisterAsync([.. index.Datasets.Values.Select(d => d.DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
        if (options.TransferDimensions)
            foreach (var (element, records) in index.DimensionRecords!)
                await target.Registry.Records.InsertAsync(element, records, RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
        await target.AdoptAsync(files, null, cancellationToken).ConfigureAwait(false);
        return index.Datasets.Count;
    }

    private async Task<ZipIndex> ReadIndexAsync(ResourcePath folder, CancellationToken cancellationToken)
    {
        var file = folder.Join(ArtifactIndex.FileName);
        var found = await stores.FindAsync(file, cancellationToken).ConfigureAwait(false);
        if (found is not { IsDirectory: false })
            throw Refused(folder, $"it has no index {ArtifactIndex.FileName}; make such folders by 'butler retrieve-artifacts'");
        if (found.Size > ZipIngest.LargestIndex)
            throw Refused(folder, $"its index has {found.Size} bytes, more than {ZipIngest.LargestIndex}");
        var content = await stores.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        return new ZipIndexReader(target.Registry.Universe, $"folder {folder.DisplayName}").Read(content);
    }

    private async Task<IReadOnlyList<AdoptedFile>> FindAsync(ResourcePath folder, ZipIndex index, TransferMode transfer, CancellationToken cancellationToken)
    {
        var rooted = new RootedPaths(folder);
        IReadOnlyList<ResourcePath> places = [.. index.Members.Select(m => Locate(rooted, m.Name))];
        var found = await stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
        var mode = transfer.ResolveForIngest(places, datastore.Root);
        if (mode == TransferMode.Split)
            throw Refused(folder, "some of its files lie in the repository and others outside; choose a transfer mode, such as copy");
        var files = new List<AdoptedFile>();
        for (var i = 0; i < places.Count; i++)
        {
            var member = index.Members[i];
            if (found[i] is not { IsDirectory: false } file)
                throw Refused(folder, $"its index names the file '{member.Name}', which is not in it");
            if (member.Records[0].FileSize >= 0 && member.Records[0].FileSize != file.Size)
                throw Refused(folder, $"its index says that '{member.Name}' has {member.Records[0].FileSize} bytes, but it has {file.Size}");
            var path = mode switch
            {
                TransferMode.None => places[i].RelativeTo(datastore.Root)
                    ?? throw Refused(folder, $"its file '{member.Name}' is not inside the datastore's root {datastore.Root.DisplayName}; choose another transfer mode, such as copy"),
                TransferMode.Direct => places[i].ToString(),
                _ => member.StoredPath,
            };
            IReadOnlyList<FileRecord> records = [.. member.Records.Select(r => r with { Path = path, FileSize = file.Size })];
            files.Add(new(path, places[i], mode, file.Size, [.. records.Select(r => index.Datasets[r.DatasetId])], records));
        }

        return files;
    }

    // An index may say what it likes, and must not reach files elsewhere.
    private static ResourcePath Locate(RootedPaths rooted, string name)
    {
        try
        {
            return rooted.JoinForWriting(name);
        }
        catch (ResourceException e)
        {
            throw Refused(rooted.Root, $"its index names the file '{name}', which leads out of it", e);
        }
    }

    private static ZipException Refused(ResourcePath folder, string reason, Exception? inner = null) => new($"The folder {folder.DisplayName} can't be taken in: {reason}.", inner);
}
