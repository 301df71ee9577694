using System.Collections.Concurrent;
using System.Globalization;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// The journal of one client: a lock that is held while it lives, and an entry for each batch of files that is under way. Made when the
/// first entry is. The file of an entry that has ended is blanked, and serves the next one; they go with the client. Fault points: <c>journal.after-lock</c>, <c>journal.before-write</c>, <c>journal.after-write</c>,
/// <c>journal.before-close</c>.
/// </summary>
internal sealed class WriteJournal : IWriteJournal
{
    public const string EntryExtension = ".journal";
    public const string LockExtension = ".lock";
    public const string AsideExtension = ".aside";

    private const int SmallEntry = 1 << 16;

    // Names of writers in this process; a lock that could be taken although its writer lives here is the sign of a file system without locks.
    private static readonly ConcurrentDictionary<string, WriteJournal> Living = new(StringComparer.Ordinal);
    private readonly string root;
    private readonly string folder;
    private readonly string writer = Guid.NewGuid().ToString("N");
    private readonly Lock sync = new();
    private readonly ConcurrentStack<EntryFile> blank = new();
    private FileStream? held;
    private int count;

    /// <summary>Makes the journal of a client.</summary>
    /// <param name="root">Local folder of the datastore.</param>
    public WriteJournal(string root)
    {
        this.root = root;
        folder = FolderOf(root);
    }

    public static string FolderOf(string root) => Path.Combine(root, FileDatastorePaths.JournalFolder);

    /// <summary>Whether a writer is a client of this process.</summary>
    public static bool IsLivingHere(string writer) => Living.ContainsKey(writer);

    /// <inheritdoc />
    public async ValueTask<JournalEntry> BeginAsync(
        IReadOnlyList<string> paths, IReadOnlySet<string> replaced, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return JournalEntry.None;
        JournalGate.MakeFolder(folder);
        var content = new JournalContent(ProcessIdentity.Current, [.. paths.Where(p => !replaced.Contains(p))], [.. replaced]);
        using var gate = await JournalGate.EnterAsync(folder, cancellationToken).ConfigureAwait(false);
        TakeLock();
        FaultPoints.Hit("journal.before-write");
        var bytes = content.ToBytes();
        var entry = await WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("journal.after-write");
        return entry;
    }

    public void Dispose()
    {
        lock (sync)
        {
            if (held is null)
                return;
            while (blank.TryPop(out var file))
                file.Remove();
            // Entries that are left (a batch of unknown outcome) are for the next client to judge; without them the lock file can go.
            if (!Directory.EnumerateFiles(folder, writer + "-*" + EntryExtension).Any())
                File.Delete(held.Name);
            held.Dispose();
            held = null;
            Living.TryRemove(writer, out _);
        }
    }

    private async ValueTask<JournalEntry> WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length <= SmallEntry)
            return WriteSmall(bytes);
        var file = NewName();
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(file);
            throw Unwritable(e);
        }

        return new(() =>
        {
            File.Delete(file);
            return default;
        });
    }

    // An entry is small mostly: finding a thread that writes would take longer than writing.
    private JournalEntry WriteSmall(byte[] bytes)
    {
        EntryFile? file = null;
        try
        {
            file = blank.TryPop(out var known) && known.IsThere ? known : EntryFile.Make(NewName());
            file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Remove();
            throw Unwritable(e);
        }

        return new(() =>
        {
            if (file.TryBlank())
                blank.Push(file);
            else
                file.Remove();
            return default;
        });
    }

    private string NewName() =>
        Path.Combine(folder, $"{writer}-{Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}{EntryExtension}");

    private ResourceException Unwritable(Exception e) => new($"Cannot write to the repository at {root}: {e.Message}", e);

    private void TakeLock()
    {
        lock (sync)
        {
            if (held is not null)
                return;
            held = FileLock.TryTake(Path.Combine(folder, writer + LockExtension))
                ?? throw new ResourceException($"Cannot lock a file in {folder}.");
            Living[writer] = this;
            FaultPoints.Hit("journal.after-lock");
        }
    }
}
