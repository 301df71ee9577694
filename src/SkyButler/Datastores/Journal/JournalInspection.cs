using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Journal;

/// <summary>Looks who writes, and who died writing.</summary>
internal static class JournalInspection
{
    /// <summary>Looks at a local journal.</summary>
    public static async Task<JournalState> LookAsync(string root, CancellationToken cancellationToken)
    {
        var folder = WriteJournal.FolderOf(root);
        var (underWay, stale, abandoned) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new List<JournalContent>());
        if (!Directory.Exists(folder))
            return new(underWay, stale) { Abandoned = abandoned };
        await EndingWriters.WaitAsync(folder, cancellationToken).ConfigureAwait(false);
        // While nobody can begin or end an entry.
        using var gate = await JournalGate.EnterAsync(folder, cancellationToken).ConfigureAwait(false);
        var entries = Directory.EnumerateFiles(folder, "*" + WriteJournal.EntryExtension).Order(StringComparer.Ordinal).ToLookup(f => Path.GetFileName(f).Split('-')[0], StringComparer.Ordinal);
        var writers = Directory.EnumerateFiles(folder, "*" + WriteJournal.LockExtension).Select(Path.GetFileNameWithoutExtension).OfType<string>().Union(entries.Select(e => e.Key), StringComparer.Ordinal);
        foreach (var writer in writers.Order(StringComparer.Ordinal))
        {
            var (isAlive, contents, name) = await LookAsync(folder, writer, [.. entries[writer]], cancellationToken).ConfigureAwait(false);
            if (isAlive)
                underWay.UnionWith(contents.SelectMany(c => c.Content?.Paths ?? []));
            else
                stale.AddRange(contents.Count > 0 ? contents.Select(c => Path.GetFileName(c.File)) : name is null ? [] : [name]);
            if (!isAlive)
                abandoned.AddRange(contents.Select(c => c.Content).OfType<JournalContent>());
        }

        stale.AddRange(Directory.EnumerateFiles(folder, "*" + WriteJournal.AsideExtension).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));
        return new(underWay, stale) { Abandoned = abandoned };
    }

    /// <summary>Looks at the journal in a store without locks.</summary>
    public static async Task<JournalState> LookAsync(ResourceStores stores, ResourcePath root, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (underWay, stale, abandoned) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new List<JournalContent>());
        await foreach (var entry in stores.For(root).ListAsync(RemoteJournal.FolderOf(root), cancellationToken).ConfigureAwait(false))
        {
            if (!entry.Path.Basename.EndsWith(WriteJournal.EntryExtension, StringComparison.Ordinal))
                continue;
            var content = await ReadAsync(stores, entry.Path, cancellationToken).ConfigureAwait(false);
            if (!RemoteRecovery.IsDead(content?.Writer, entry.Modified, clock))
            {
                underWay.UnionWith(content?.Paths ?? []);
                continue;
            }

            stale.Add(entry.Path.Basename);
            if (content is not null)
                abandoned.Add(content);
        }

        return new(underWay, stale) { Abandoned = abandoned };
    }

    // Whether a writer lives, what its entries say, and the name of its lock where it has one.
    private static async Task<(bool IsAlive, IReadOnlyList<(string File, JournalContent? Content)> Contents, string? Lock)> LookAsync(
        string folder, string writer, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var contents = new List<(string File, JournalContent? Content)>();
        foreach (var file in files)
            if (await ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } text)
                contents.Add((file, JournalContent.Parse(text)));
        var lockFile = Path.Combine(folder, writer + WriteJournal.LockExtension);
        var hadLock = File.Exists(lockFile);
        var found = JournalWriter.Look(folder, writer, contents);
        found.Held?.Dispose();
        // To look for a lock makes its file.
        if (!hadLock && !found.IsAlive)
            File.Delete(lockFile);
        return (found.IsAlive, contents, hadLock ? Path.GetFileName(lockFile) : null);
    }

    // Null where the entry was closed since it was listed.
    private static async Task<string?> ReadAsync(string file, CancellationToken cancellationToken)
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

    private static async Task<JournalContent?> ReadAsync(ResourceStores stores, ResourcePath entry, CancellationToken cancellationToken)
    {
        try
        {
            return JournalContent.Parse(await stores.ReadAllTextAsync(entry, cancellationToken).ConfigureAwait(false));
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
