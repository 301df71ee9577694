using Microsoft.Extensions.Logging;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Zip;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Artifacts;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Zips;

/// <summary>Takes a zip of datasets in as it is: its members are read where they lie. All of it comes in, or nothing.</summary>
internal sealed class ZipIngest(TransferTarget target, FileDatastore datastore)
{
    /// <summary>An index of more bytes is not read.</summary>
    public const long LargestIndex = 1L << 29;

    private const string Folder = "zips";
    private const int FolderDigits = 4;

    // Real files don't shrink so much, and those in zips of datasets are not even compressed.
    private const long GreatestRatio = 200;
    private const long SmallMember = 1 << 20;

    private readonly ResourceStores stores = datastore.Stores;

    /// <summary>Takes a zip in; returns how many datasets it has.</summary>
    /// <exception cref="ZipException">It is damaged, hostile, or contradicts itself.</exception>
    /// <exception cref="ConflictException">Some of its datasets are there already.</exception>
    public async Task<int> RunAsync(ResourcePath zip, ZipIngestOptions options, CancellationToken cancellationToken)
    {
        var file = await stores.FindAsync(zip, cancellationToken).ConfigureAwait(false) is { IsDirectory: false } found
            ? found
            : throw new ZipException($"There is no zip file {zip.DisplayName}.");
        var members = await MembersAsync(file, cancellationToken).ConfigureAwait(false);
        var index = await ReadIndexAsync(zip, members, cancellationToken).ConfigureAwait(false);
        if (options.TransferDimensions && index.DimensionRecords is null)
            throw new ZipException($"The zip {zip.DisplayName} has no dimension records; insert them otherwise, and leave --transfer-dimensions out.");
        var adopted = Adopted(zip, file.Size, index, options);
        if (await IsKnownAsync(adopted, cancellationToken).ConfigureAwait(false) || options.DryRun)
            return index.Datasets.Count;
        await target.Registry.DatasetTypes.RegisterAsync([.. index.Datasets.Values.Select(d => d.DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
        if (options.TransferDimensions)
            foreach (var (element, records) in index.DimensionRecords!)
                await target.Registry.Records.InsertAsync(element, records, RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
        await target.AdoptAsync([adopted], null, cancellationToken).ConfigureAwait(false);
        return index.Datasets.Count;
    }

    private async Task<Dictionary<string, ZipEntryInfo>> MembersAsync(ResourceInfo file, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, ZipEntryInfo>(StringComparer.Ordinal);
        long total = 0;
        foreach (var member in await ReadMembersAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (member.IsDuplicate)
                throw Refused(file.Path, $"it has two members '{member.Name}'");
            if (member.Name.Contains('/', StringComparison.Ordinal) || member.Name is "." or "..")
                throw Refused(file.Path, $"its member '{member.Name}' lies in a folder, as no member of a zip of datasets does");
            if (member.IsSymbolicLink)
                throw Refused(file.Path, $"its member '{member.Name}' is a symbolic link");
            if (!member.IsReadable)
                throw Refused(file.Path, $"its member '{member.Name}' is encrypted or compressed in a way that is not read here");
            if (member.Size > SmallMember && member.Size / GreatestRatio > member.CompressedSize)
                throw Refused(file.Path, $"its member '{member.Name}' would grow from {member.CompressedSize} bytes to {member.Size}, more than {GreatestRatio} times");
            members.Add(member.Name, member);
            total += member.CompressedSize;
        }

        return total <= file.Size ? members : throw Refused(file.Path, "its members lie on top of each other");
    }

    private async Task<IReadOnlyList<ZipEntryInfo>> ReadMembersAsync(ResourceInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await ZipFiles.ReadAsync(stores, file, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw Refused(file.Path, e.Message.TrimEnd('.'), e);
        }
    }

    private async Task<ZipIndex> ReadIndexAsync(ResourcePath zip, Dictionary<string, ZipEntryInfo> members, CancellationToken cancellationToken)
    {
        if (!members.Remove(ArtifactIndex.FileName, out var entry))
            throw Refused(zip, $"it has no index {ArtifactIndex.FileName}; make such zips by 'butler retrieve-artifacts --zip'");
        if (entry.Size > LargestIndex)
            throw Refused(zip, $"its index has {entry.Size} bytes, more than {LargestIndex}");
        var content = await stores.ReadAllBytesAsync(ZipFiles.MemberOf(zip, entry.Name), cancellationToken).ConfigureAwait(false);
        var index = new ZipIndexReader(target.Registry.Universe, $"zip {zip.DisplayName}").Read(content);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _, records) in index.Members)
        {
            named.Add(name);
            if (!members.TryGetValue(name, out var member))
                throw Refused(zip, $"its index names the file '{name}', which is not in it");
            if (records[0].FileSize >= 0 && records[0].FileSize != member.Size)
                throw Refused(zip, $"its index says that '{name}' has {records[0].FileSize} bytes, but it has {member.Size}");
        }

        return members.Keys.FirstOrDefault(name => !named.Contains(name)) is { } unnamed
            ? throw Refused(zip, $"it has a file '{unnamed}' that its index does not name")
            : index;
    }

    private AdoptedFile Adopted(ResourcePath zip, long size, ZipIndex index, ZipIngestOptions options)
    {
        var mode = options.Transfer.ResolveForIngest([zip], datastore.Root);
        var name = zip.Basename;
        var path = mode switch
        {
            TransferMode.None => zip.RelativeTo(datastore.Root) is { } inside and not "."
                ? inside
                : throw new ZipException($"The zip {zip.DisplayName} is not inside the datastore's root {datastore.Root.DisplayName}, as it must be to be taken in where it is; choose another transfer mode, such as copy."),
            TransferMode.Direct or TransferMode.Split => zip.ToString(),
            _ => $"{Folder}/{name[..Math.Min(FolderDigits, name.Length)]}/{name}",
        };
        IReadOnlyList<FileRecord> records =
            [.. index.Members.SelectMany(m => m.Records.Select(r => r with { Path = $"{path}#zip-path={Uri.EscapeDataString(m.Name)}" }))];
        return new(path, zip, mode == TransferMode.Split ? TransferMode.Direct : mode, size, [.. index.Datasets.Values], records);
    }

    // Whether it was taken in before.
    private async Task<bool> IsKnownAsync(AdoptedFile zip, CancellationToken cancellationToken)
    {
        var there = await target.Registry.Datasets.GetAsync([.. zip.Datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        if (there.Count == 0)
            return false;
        var stored = await datastore.FindRecordsAsync(there.Keys.ToList(), cancellationToken).ConfigureAwait(false);
        var isSame = zip.Records.All(r => stored.TryGetValue(r.DatasetId, out var own) && own.Contains(r));
        if (!isSame)
            throw new ConflictException($"{there.Count} of the {zip.Datasets.Count} datasets in the zip {zip.Source.DisplayName} are in the repository already, such as {there.Values.First()}; remove them first, or take in a zip without them.");
        target.Log.LogInformation("The zip {Zip} was taken in before; nothing is done.", zip.Source.DisplayName);
        return true;
    }

    private static ZipException Refused(ResourcePath zip, string reason, Exception? inner = null) => new($"The zip {zip.DisplayName} can't be taken in: {reason}.", inner);
}
