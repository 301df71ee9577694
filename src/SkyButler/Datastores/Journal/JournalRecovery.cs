using Microsoft.Extensions.Logging;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// Cleans up after writers that died: of the files that they were about to place, those that are registered stay, the others go, with
/// all temporary ones. Entries of writers that live, and paths that these name, are left alone. Fault points: <c>recovery.before-remove</c>,
/// <c>recovery.before-close</c>.
/// </summary>
internal sealed class JournalRecovery
{
    private readonly string folder;
    private readonly RootedPaths rooted;
    private readonly Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> registered;
    private readonly ILogger log;

    /// <summary>Makes a clean-up of one datastore.</summary>
    /// <param name="root">Its local folder.</param>
    /// <param name="registered">Says which of some paths below the root belong to registered datasets.</param>
    /// <param name="log">Is told of entries that are set aside.</param>
    public JournalRecovery(string root, Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlySet<string>>> registered, ILogger log)
    {
        this.log = log;
        rooted = new(ResourcePath.FromLocalDirectory(root));
        this.registered = registered;
        folder = WriteJournal.FolderOf(root);
    }

    /// <summary>Whether there is anything to look at: one look at one folder.</summary>
    public static bool IsNeeded(string root) =>
        Directory.Exists(WriteJournal.FolderOf(root))
        && Directory.EnumerateFiles(WriteJournal.FolderOf(root), "*" + WriteJournal.LockExtension).Any();

    /// <summary>Cleans up; returns the paths of the files that were removed.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        await EndingWriters.WaitAsync(folder, cancellationToken).ConfigureAwait(false);
        using var gate = await JournalGate.EnterAsync(folder, cancellationToken).ConfigureAwait(false);
        var writers = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var removed = new List<string>();
        try
        {
            var underWay = writers.Where(w => w.IsAlive).SelectMany(w => w.Entries).SelectMany(e => e.Content?.Paths ?? []).ToHashSet(StringComparer.Ordinal);
            foreach (var writer in writers.Where(w => !w.IsAlive))
                await CleanAsync(writer, underWay, removed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var writer in writers)
                writer.Held?.Dispose();
        }

        return removed;
    }

    private async Task CleanAsync(JournalWriter writer, HashSet<string> underWay, List<string> removed, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var (file, content) in writer.Entries)
        {
            if (content is not null && content.Paths.Any(underWay.Contains))
            {
                isDone = false;
                continue;
            }

            if (content is not null && Problem(content) is { } problem)
            {
                SetAside(file, problem);
                continue;
            }

            if (content is not null)
                await CleanAsync(content, removed, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("recovery.before-close");
            File.Delete(file);
        }

        if (isDone)
            File.Delete(writer.LockFile);
    }

    private async Task CleanAsync(JournalContent content, List<string> removed, CancellationToken cancellationToken)
    {
        var present = content.New.Where(p => File.Exists(Full(p)) || new FileInfo(Full(p)).LinkTarget is not null).ToList();
        var kept = present.Count == 0 ? new HashSet<string>() : await registered(present, cancellationToken).ConfigureAwait(false);
        foreach (var path in present.Where(p => !kept.Contains(p)))
        {
            FaultPoints.Hit("recovery.before-remove");
            File.Delete(Full(path));
            removed.Add(path);
        }

        foreach (var paths in content.Paths.GroupBy(p => Path.GetDirectoryName(Full(p))!, StringComparer.Ordinal))
            RemoveTemporaries(paths.Key, [.. paths.Select(p => Path.GetFileName(Full(p)))]);
    }

    private static void RemoveTemporaries(string folder, IReadOnlyList<string> names)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var leftover in Directory.EnumerateFiles(folder).ToList())
        {
            if (names.Any(name => TemporaryNames.IsTemporaryOf(Path.GetFileName(leftover), name)))
                File.Delete(leftover);
        }
    }

    private string Full(string path) => rooted.Join(path).LocalPath;

    // Nobody here wrote such an entry; it is neither obeyed nor allowed to be in everybody's way for ever.
    private void SetAside(string file, string problem)
    {
        var aside = file + WriteJournal.AsideExtension;
        File.Move(file, aside, overwrite: true);
        log.LogWarning(
            "The journal entry {File} was not written by this software and is set aside as {Aside}: {Problem} Look who may write to the repository, then delete it.",
            file, Path.GetFileName(aside), problem);
    }

    // What is wrong with an entry's paths; null where all lie below the root, by their names and by the links among their folders.
    private string? Problem(JournalContent content)
    {
        try
        {
            foreach (var path in content.Paths)
                rooted.JoinForWriting(path);
            return null;
        }
        catch (ResourceException e)
        {
            return e.Message;
        }
    }

    // Null where its writer, who lives, has closed the entry since it was listed.
    private static async Task<string?> TryReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<JournalWriter>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, List<(string File, JournalContent? Content)>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + WriteJournal.EntryExtension).Order(StringComparer.Ordinal))
        {
            if (await TryReadAsync(file, cancellationToken).ConfigureAwait(false) is not { } text)
                continue;
            var writer = Path.GetFileName(file).Split('-')[0];
            if (!entries.TryGetValue(writer, out var list))
                entries.Add(writer, list = []);
            list.Add((file, JournalContent.Parse(text)));
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*" + WriteJournal.LockExtension))
            entries.TryAdd(Path.GetFileNameWithoutExtension(file), []);
        return [.. entries.Select(e => JournalWriter.Look(folder, e.Key, e.Value))];
    }
}
