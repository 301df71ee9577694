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
        var (underWay, stale) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        if (!Directory.Exists(folder))
            return new(underWay, stale);
        // While nobody can begin or end an entry.
        using var gate = await JournalGate.EnterAsync(folder, cancellationToken).ConfigureAwait(false);
        var entries = Directory.EnumerateFiles(folder, "*" + WriteJournal.EntryExtension).Order(StringComparer.Ordinal).ToLookup(f => Path.GetFileName(f).Split('-')[0], StringComparer.Ordinal);
        var writers = Directory.EnumerateFiles(folder, "*" + WriteJournal.LockExtension).Select(Path.GetFileNameWithoutExtension).OfType<string>().Union(entries.Select(e => e.Key), StringComparer.Ordinal);
        foreach (var writer in writers.Order(StringComparer.Ordinal))
            await LookAsync(folder, writer, [.. entries[writer]], underWay, stale, cancellationToken).ConfigureAwait(false);
        stale.AddRange(Directory.EnumerateFiles(folder, "*" + WriteJournal.AsideExtension).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));
        return new(underWay, stale);
    }

    /// <summary>Looks at the journal in a store without locks.</summary>
    public static async Task<JournalState> LookAsync(ResourceStores stores, ResourcePath root, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (underWay, stale) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        await foreach (var entry in stores.For(root).ListAsync(RemoteJournal.FolderOf(root), cancellationToken).ConfigureAwait(false))
        {
            if (!entry.Path.Basename.EndsWith(WriteJournal.EntryExtension, StringComparison.Ordinal))
                continue;
            var content = await ReadAsync(stores, entry.Path, cancellationToken).ConfigureAwait(false);
            if (RemoteRecovery.IsDead(content?.Writer, entry.Modified, clock))
                stale.Add(entry.Path.Basename);
            else
                underWay.UnionWith(content?.Paths ?? []);
        }

        return new(underWay, stale);
    }

    private static async Task LookAsync(
        string folder, string writer, IReadOnlyList<string> files, HashSet<string> underWay, List<string> stale, CancellationToken cancellationToken)
    {
        var contents = new List<(string File, JournalContent? Content)>();
        foreach (var file in files)
            if (await ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } text)
                contents.Add((file, JournalContent.Parse(text)));
        var lockFile = Path.Combine(folder, writer + WriteJournal.LockExtension);
        var hadLock = File.Exists(lockFile);
        var found = JournalWriter.Look(folder, writer, contents);
        if (found.IsAlive)
            underWay.UnionWith(contents.SelectMany(c => c.Content?.Paths ?? []));
        else if (contents.Count > 0)
            stale.AddRange(contents.Select(c => Path.GetFileName(c.File)));
        else if (hadLock)
            stale.Add(Path.GetFileName(lockFile));
        found.Held?.Dispose();
        // To look for a lock makes its file.
        if (!hadLock && !found.IsAlive)
            File.Delete(lockFile);
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
