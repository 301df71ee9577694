using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Zip;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Artifacts;

namespace SkyButler.Transfers.Zips;

/// <summary>A zip of datasets, which comes in as it is: its members are read where they lie.</summary>
internal sealed class ZippedFiles(ResourcePath zip, DimensionUniverse universe, FileDatastore datastore) : IndexedFiles(zip, "zip", universe, datastore)
{
    private const string Folder = "zips";
    private const int FolderDigits = 4;

    // Real files don't shrink so much, and those in zips of datasets are not even compressed.
    private const long GreatestRatio = 200;
    private const long SmallMember = 1 << 20;

    // Names and identifiers shrink tenfold; what is large and shrinks more was made to fill the memory.
    private const long GreatestIndexRatio = 20;
    private const long SmallIndex = 64 << 20;

    private long size;

    /// <inheritdoc />
    public override bool MayBeThereInPart => false;

    /// <inheritdoc />
    public override async Task<ZipIndex> ReadAsync(CancellationToken cancellationToken)
    {
        if (await Stores.FindAsync(Place, cancellationToken).ConfigureAwait(false) is not { IsDirectory: false } file)
            throw new ZipException($"There is no zip file {Place.DisplayName}; give the place of a zip that 'butler retrieve-artifacts --zip' made.");
        size = file.Size;
        var members = await MembersAsync(file, cancellationToken).ConfigureAwait(false);
        if (!members.Remove(ArtifactIndex.FileName, out var entry))
            throw Refused($"it has no index {ArtifactIndex.FileName}; make such zips by 'butler retrieve-artifacts --zip'");
        if (entry.Size > SmallIndex && entry.Size / GreatestIndexRatio > entry.CompressedSize)
            throw Refused($"its index would grow from {entry.CompressedSize} bytes to {entry.Size}, more than {GreatestIndexRatio} times");
        var index = await ReadIndexAsync(ZipFiles.MemberOf(Place, entry.Name), entry.Size, cancellationToken).ConfigureAwait(false);
        foreach (var member in index.Members)
            Compare(member, members.Remove(member.Name, out var there) ? there.Size : null);
        return members.Keys.FirstOrDefault() is { } unnamed ? throw Refused($"it has a file '{unnamed}' that its index does not name") : index;
    }

    /// <inheritdoc />
    public override IReadOnlyList<AdoptedFile> Adopted(ZipIndex index, TransferMode transfer)
    {
        var mode = transfer.ResolveForIngest([Place], Datastore.Root);
        var name = Place.Basename;
        var path = mode switch
        {
            TransferMode.None => Place.RelativeTo(Datastore.Root) is { } inside and not "."
                ? inside
                : throw Refused($"it is not inside the datastore's root {Datastore.Root.DisplayName}, as it must be to be taken in where it is; choose another transfer mode, such as copy"),
            TransferMode.Direct or TransferMode.Split => Place.ToString(),
            _ => $"{Folder}/{name[..Math.Min(FolderDigits, name.Length)]}/{name}",
        };
        IReadOnlyList<FileRecord> records =
            [.. index.Members.SelectMany(m => m.Records.Select(r => r with { Path = $"{path}#zip-path={Uri.EscapeDataString(m.Name)}" }))];
        return [new(path, Place, mode == TransferMode.Split ? TransferMode.Direct : mode, size, [.. index.Datasets.Values], records)];
    }

    /// <inheritdoc />
    protected override ResourcePath PlaceOf(ZipIndexMember member, int place) => ZipFiles.MemberOf(Place, member.Name);

    private async Task<Dictionary<string, ZipEntryInfo>> MembersAsync(ResourceInfo file, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, ZipEntryInfo>(StringComparer.Ordinal);
        long total = 0;
        foreach (var member in await ReadMembersAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (member.IsDuplicate)
                throw Refused($"it has two members '{member.Name}'");
            if (member.Name.Contains('/', StringComparison.Ordinal) || member.Name is "." or "..")
                throw Refused($"its member '{member.Name}' lies in a folder, as no member of a zip of datasets does");
            if (RootedPaths.WhyNotNew(member.Name) is { } reason)
                throw Refused($"its member '{member.Name}' has a name that not every system reads alike: {reason}");
            if (member.IsSymbolicLink)
                throw Refused($"its member '{member.Name}' is a symbolic link");
            if (!member.IsReadable)
                throw Refused($"its member '{member.Name}' is encrypted or compressed in a way that is not read here");
            if (member.Size > SmallMember && member.Size / GreatestRatio > member.CompressedSize)
                throw Refused($"its member '{member.Name}' would grow from {member.CompressedSize} bytes to {member.Size}, more than {GreatestRatio} times");
            members.Add(member.Name, member);
            total += member.CompressedSize;
        }

        return total <= file.Size ? members : throw Refused("its members lie on top of each other");
    }

    private async Task<IReadOnlyList<ZipEntryInfo>> ReadMembersAsync(ResourceInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await ZipFiles.ReadAsync(Stores, file, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw Refused(e.Message.TrimEnd('.'), e);
        }
    }
}
