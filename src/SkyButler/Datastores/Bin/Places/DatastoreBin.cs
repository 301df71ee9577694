using System.Buffers.Binary;
using System.Globalization;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>
/// Where one datastore keeps what was removed. Of each removal, which is an action of the log, part by part: files, below the paths that they had, a list of
/// what was known of the datasets, and the identifiers of those whose files are still to come; and how much there is of it.
/// </summary>
/// <param name="folder">Where all of it is.</param>
internal abstract class DatastoreBin(ResourcePath folder)
{
    /// <summary>The extension of lists.</summary>
    protected const string ListExtension = ".jsonl";

    private const string PartFormat = "d6";

    /// <summary>Whether files are copied before their rows go; else they are taken as they are taken out of the datastore, at no cost.</summary>
    public abstract bool KeepsAhead { get; }

    /// <summary>The place of those whose files are to come.</summary>
    public ResourcePath PendingFolder { get; } = folder.Join("pending/");

    /// <summary>Where all of it is.</summary>
    protected ResourcePath Folder => folder;

    /// <summary>When a removal began, by its identifier.</summary>
    public static DateTimeOffset TimeOf(Guid action)
    {
        const int bytesOfTime = 6;
        Span<byte> bytes = stackalloc byte[16];
        action.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> (64 - (8 * bytesOfTime)));
    }

    /// <summary>The place of the files of one removal.</summary>
    public abstract ResourcePath FilesOf(Guid action);

    /// <summary>The place of the files of one part, below which they have the paths that they had below the root.</summary>
    public ResourcePath FilesOf(PendingPart part) => FilesOf(part.Action).Join($"{NumberOf(part)}/");

    /// <summary>The list of one part of a removal's datasets.</summary>
    public ResourcePath ListOf(PendingPart part) => ListsOf(part.Action).Join($"{NumberOf(part)}{ListExtension}");

    /// <summary>How much is kept of a removal.</summary>
    public abstract ResourcePath SummaryOf(Guid action);

    /// <summary>The identifiers of one part of a removal's datasets, as long as their files are not kept yet.</summary>
    public ResourcePath PendingOf(PendingPart part) => PendingFolder.Join($"{part.Action:N}-{NumberOf(part)}.ids");

    /// <summary>The removals of which something is kept, latest first.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public abstract Task<IReadOnlyList<Guid>> ActionsAsync(CancellationToken cancellationToken);

    /// <summary>Whether anything is kept of a removal, as it is in the first of the bins of a datastore.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public abstract Task<bool> HasAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Whether files of a removal are here.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public abstract Task<bool> HasFilesAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>The parts of a removal that have lists here, in their order.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public abstract Task<IReadOnlyList<PendingPart>> PartsAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Makes the place of a removal.</summary>
    /// <exception cref="BinException">It can't be made; nothing is there then.</exception>
    public abstract Task BeginAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Takes the lock of a removal, which goes with the process at the latest; null where somebody works on it.</summary>
    /// <exception cref="BinException">Nobody can tell, or nothing is kept of it any more.</exception>
    public abstract Task<IAsyncDisposable?> TryHoldAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>How much there is of a removal that was stopped before it told.</summary>
    public abstract Task<BinSummary> CountAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Forgets a removal: what is half forgotten is not taken for something kept.</summary>
    /// <exception cref="BinException">Something can't be deleted.</exception>
    public abstract Task DropAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Writes something small and deletes it again.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public async Task RequireWritableAsync(CancellationToken cancellationToken)
    {
        var probe = PendingFolder.Join($"{Guid.NewGuid():N}.probe");
        await WriteAsync(probe, static stream => stream.WriteByte(0), cancellationToken).ConfigureAwait(false);
        await DeleteAsync(probe, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps copies of files that are about to be removed; those that are not there are passed over.</summary>
    /// <param name="part">The part that they belong to.</param>
    /// <param name="files">Paths as they are recorded, none of which leaves the root.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="BinException">They can't be copied.</exception>
    public abstract Task KeepAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken);

    /// <summary>Forgets copies of files that were kept ahead, and stay after all.</summary>
    /// <exception cref="BinException">They can't be deleted.</exception>
    public abstract Task ForgetAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken);

    /// <summary>Forgets the copies of one part's files that were kept ahead, as far as the files themselves are in their places.</summary>
    /// <exception cref="BinException">They can't be deleted.</exception>
    public abstract Task WithdrawAsync(PendingPart part, CancellationToken cancellationToken);

    /// <summary>Takes files out of the datastore.</summary>
    /// <param name="files">Paths as they are recorded, and the part of a removal that each belongs to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The files where something went wrong, and what.</returns>
    /// <exception cref="BinException">Nobody can say whether they would outlast a power loss.</exception>
    public abstract Task<IReadOnlyList<(string Path, ResourceException Error)>> TakeAsync(IReadOnlyList<(string Path, PendingPart Part)> files, CancellationToken cancellationToken);

    /// <summary>Has what was written down of a removal outlast a power loss.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public abstract Task FlushAsync(Guid action, CancellationToken cancellationToken);

    /// <summary>Writes something small, whole or not at all.</summary>
    /// <exception cref="BinException">It can't be written.</exception>
    public abstract Task WriteAsync(ResourcePath file, Action<Stream> write, CancellationToken cancellationToken);

    /// <summary>Something small; null where it is not there.</summary>
    /// <exception cref="BinException">It can't be read.</exception>
    public abstract Task<byte[]?> ReadAsync(ResourcePath file, CancellationToken cancellationToken);

    /// <summary>Deletes something small, if it is there.</summary>
    /// <exception cref="BinException">It can't be deleted.</exception>
    public abstract Task DeleteAsync(ResourcePath file, CancellationToken cancellationToken);

    /// <summary>The names of what waits, in their order.</summary>
    /// <exception cref="BinException">They can't be read.</exception>
    public abstract Task<IReadOnlyList<string>> PendingNamesAsync(CancellationToken cancellationToken);

    /// <summary>The place of the lists of a removal.</summary>
    protected abstract ResourcePath ListsOf(Guid action);

    /// <summary>The number of a part that the name of its list says; null for another file.</summary>
    protected static long? NumberOf(string list) =>
        list.EndsWith(ListExtension, StringComparison.Ordinal) && long.TryParse(list[..^ListExtension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string NumberOf(PendingPart part) => part.Part.ToString(PartFormat, CultureInfo.InvariantCulture);
}
