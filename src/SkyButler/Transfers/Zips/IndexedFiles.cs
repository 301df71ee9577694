using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Zips;

/// <summary>Files with an index that says which dataset each is: a zip, or a folder.</summary>
/// <param name="place">Where they are.</param>
/// <param name="kind">What they are in: "zip" or "folder".</param>
/// <param name="universe">The universe of the repository that takes them in.</param>
/// <param name="datastore">The datastore that takes them in.</param>
internal abstract class IndexedFiles(ResourcePath place, string kind, DimensionUniverse universe, FileDatastore datastore)
{
    /// <summary>An index of more bytes is not read.</summary>
    protected const long LargestIndex = 1L << 29;

    /// <summary>What they are in, for messages: "zip x.zip".</summary>
    public string Name => $"{kind} {place.DisplayName}";

    /// <summary>Whether some of their datasets may be stored already, without the others.</summary>
    public abstract bool MayBeThereInPart { get; }

    protected ResourcePath Place => place;

    protected FileDatastore Datastore => datastore;

    protected ResourceStores Stores => datastore.Stores;

    /// <summary>Reads the index, and compares it with the files.</summary>
    /// <exception cref="ZipException">It is missing or damaged, or contradicts the files; or these attack.</exception>
    public abstract Task<ZipIndex> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The files as the datastore takes them in.</summary>
    /// <exception cref="ZipException">They can't come so.</exception>
    public abstract IReadOnlyList<AdoptedFile> Adopted(ZipIndex index, TransferMode transfer);

    protected async Task<ZipIndex> ReadIndexAsync(ResourcePath file, long size, CancellationToken cancellationToken)
    {
        if (size > LargestIndex)
            throw Refused($"its index has {size} bytes, more than {LargestIndex}");
        return new ZipIndexReader(universe, Name).Read(await Stores.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the files of which the index has a checksum, several at a time, and compares them with it.</summary>
    /// <exception cref="ZipException">One is another.</exception>
    public async Task CompareContentsAsync(ZipIndex index, CancellationToken cancellationToken)
    {
        var open = index.Members.Select((member, i) => (Member: member, Place: PlaceOf(member, i))).Where(m => m.Member.Records[0].Checksum is not null);
        await Parallel.ForEachAsync(
            open,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Stores.ThreadsFor(Place) },
            async (file, token) =>
            {
                if (!string.Equals(await ChecksumAsync(file.Place, token).ConfigureAwait(false), file.Member.Records[0].Checksum, StringComparison.OrdinalIgnoreCase))
                    throw Refused($"its file '{file.Member.Name}' has another checksum than its index says; it was damaged or exchanged, so retrieve it again");
            }).ConfigureAwait(false);
    }

    /// <summary>Where a file of the index is, by its place in that.</summary>
    protected abstract ResourcePath PlaceOf(ZipIndexMember member, int place);

    private async Task<string> ChecksumAsync(ResourcePath file, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Stores.OpenReadAsync(file, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                return await Checksum.OfStreamAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ResourceException)
        {
            throw Refused($"its file {file.DisplayName} can't be read: {e.Message.TrimEnd('.').ReplaceLineEndings(" ")}", e);
        }
    }

    protected void Compare(ZipIndexMember member, long? size)
    {
        if (size is null)
            throw Refused($"its index names the file '{member.Name}', which is not in it");
        if (member.Records[0].FileSize >= 0 && member.Records[0].FileSize != size)
            throw Refused($"its index says that '{member.Name}' has {member.Records[0].FileSize} bytes, but it has {size}");
    }

    protected ZipException Refused(string reason, Exception? inner = null) => new($"The {Name} can't be taken in: {reason}.", inner);
}
