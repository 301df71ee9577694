using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Artifacts;

namespace SkyButler.Transfers.Zips;

/// <summary>A folder of retrieved files with the index beside them, which come in one by one under the paths that they had.</summary>
internal sealed class FolderFiles(ResourcePath folder, DimensionUniverse universe, FileDatastore datastore) : IndexedFiles(folder, "folder", universe, datastore)
{
    private readonly RootedPaths rooted = new(folder);
    private IReadOnlyList<(ResourcePath Path, long Size)> found = [];

    /// <inheritdoc />
    public override bool MayBeThereInPart => true;

    /// <inheritdoc />
    public override async Task<ZipIndex> ReadAsync(CancellationToken cancellationToken)
    {
        var file = Place.Join(ArtifactIndex.FileName);
        if (await Stores.FindAsync(file, cancellationToken).ConfigureAwait(false) is not { IsDirectory: false } there)
            throw Refused($"it has no index {ArtifactIndex.FileName}; make such folders by 'butler retrieve-artifacts'");
        RequireInside([(ArtifactIndex.FileName, file)]);
        var index = await ReadIndexAsync(file, there.Size, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ResourcePath> places = [.. index.Members.Select(m => Locate(m.Name))];
        var files = await Stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < places.Count; i++)
            Compare(index.Members[i], files[i] is { IsDirectory: false } known ? known.Size : null);
        RequireInside(index.Members.Select((member, i) => (member.Name, places[i])));
        found = [.. places.Select((place, i) => (place, files[i]!.Size))];
        return index;
    }

    /// <inheritdoc />
    public override IReadOnlyList<AdoptedFile> Adopted(ZipIndex index, TransferMode transfer)
    {
        var mode = transfer.ResolveForIngest([.. found.Select(f => f.Path)], Datastore.Root);
        if (mode == TransferMode.Split)
            throw Refused("some of its files lie in the repository and others outside; choose a transfer mode, such as copy");
        return [.. index.Members.Select((member, i) => Adopted(index, member, found[i].Path, found[i].Size, mode))];
    }

    /// <inheritdoc />
    protected override ResourcePath PlaceOf(ZipIndexMember member, int place) => found[place].Path;

    private AdoptedFile Adopted(ZipIndex index, ZipIndexMember member, ResourcePath place, long size, TransferMode mode)
    {
        var path = mode switch
        {
            TransferMode.None => place.RelativeTo(Datastore.Root)
                ?? throw Refused($"its file '{member.Name}' is not inside the datastore's root {Datastore.Root.DisplayName}; choose another transfer mode, such as copy"),
            TransferMode.Direct => place.ToString(),
            _ => member.StoredPath,
        };
        IReadOnlyList<FileRecord> records = [.. member.Records.Select(r => r with { Path = path, FileSize = size })];
        return new(path, place, mode, size, [.. records.Select(r => index.Datasets[r.DatasetId])], records);
    }

    private void RequireInside(IEnumerable<(string Name, ResourcePath Place)> files)
    {
        var links = new LinkGuard(Place);
        foreach (var (name, place) in files)
            if (links.Outside(place) is { } real)
                throw Refused($"its file '{name}' is behind a symbolic link out of it, to {real}; put a copy of the file in place of the link, or retrieve the folder by --transfer copy");
    }

    // An index may say what it likes, and must not reach files elsewhere.
    private ResourcePath Locate(string name)
    {
        try
        {
            return rooted.JoinForWriting(name);
        }
        catch (ResourceException e)
        {
            throw Refused($"its index names the file '{name}', which leads out of it", e);
        }
    }
}
