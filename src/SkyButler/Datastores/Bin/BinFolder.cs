using System.Buffers.Binary;
using System.Globalization;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// Where a local datastore keeps what was removed: <c>ACTION/files/PART/PATH</c> for files, <c>ACTION/PART.jsonl</c> for what was known of the datasets,
/// <c>pending/ACTION-PART.ids</c> for those whose files are still to come. A file that came back into its place while a removal went on, and went again, is
/// one of another part.
/// </summary>
/// <param name="root">The datastore's root.</param>
internal sealed class BinFolder(string root)
{
    private const string PartFormat = "d6";
    private readonly string folder = Path.Combine(root, FileDatastorePaths.BinFolder);

    /// <summary>The folder of those that wait.</summary>
    public string Pending => Path.Combine(folder, "pending");

    /// <summary>The folders that hold names without which nothing of the bin is found.</summary>
    public IReadOnlyList<string> Above => [Pending, folder, Path.GetDirectoryName(folder)!, root];

    /// <summary>The folder of one removal.</summary>
    public string Of(Guid action) => Path.Combine(folder, $"{action:N}");

    /// <summary>The folder of its files.</summary>
    public string FilesOf(Guid action) => Path.Combine(Of(action), "files");

    /// <summary>The folder of the files of one part, below which they have the paths that they had below the root.</summary>
    public ResourcePath FilesOf(PendingPart part) => ResourcePath.FromLocalPath(Path.Combine(FilesOf(part.Action), NumberOf(part))).AsDirectory();

    /// <summary>The list of one part of its datasets.</summary>
    public string ListOf(PendingPart part) => Path.Combine(Of(part.Action), $"{NumberOf(part)}.jsonl");

    /// <summary>How much is kept of it.</summary>
    public string SummaryOf(Guid action) => Path.Combine(Of(action), "summary.json");

    /// <summary>Who works on it holds a lock on this.</summary>
    public string LockOf(Guid action) => Path.Combine(Of(action), "lock");

    /// <summary>The identifiers of one part of its datasets, as long as their files are not kept yet.</summary>
    public string PendingOf(PendingPart part) => Path.Combine(Pending, $"{part.Action:N}-{NumberOf(part)}.ids");

    /// <summary>The removals of which something is kept, latest first.</summary>
    public IReadOnlyList<Guid> Actions() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(f => Guid.TryParseExact(Path.GetFileName(f), "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).OrderDescending()]
        : [];

    /// <summary>The parts of a removal that have files here, in their order.</summary>
    public IReadOnlyList<PendingPart> PartsOf(Guid action)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(FilesOf(action))
                    .Select(f => long.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : -1)
                    .Where(part => part >= 0).Order().Select(part => new PendingPart(action, part)),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Read(FilesOf(action), e);
        }
    }

    /// <summary>When a removal began, by its identifier.</summary>
    public static DateTimeOffset TimeOf(Guid action)
    {
        const int bytesOfTime = 6;
        Span<byte> bytes = stackalloc byte[16];
        action.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> (64 - (8 * bytesOfTime)));
    }

    /// <summary>Forgets a removal: what is half forgotten is not taken for something kept.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public void Drop(Guid action)
    {
        try
        {
            foreach (var part in PendingRemovals.List(this).Where(p => p.Action == action))
                PendingRemovals.Delete(this, part);
            var kept = Of(action);
            if (!Directory.Exists(kept))
                return;
            foreach (var list in Directory.GetFiles(kept, "*.jsonl"))
                File.Delete(list);
            Directory.Delete(kept, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was quicker.
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw new BinException($"What is kept of an earlier removal in {Of(action)} can't be deleted: {e.Message} Remove this folder by hand.", e);
        }
    }

    private static string NumberOf(PendingPart part) => part.Part.ToString(PartFormat, CultureInfo.InvariantCulture);
}
