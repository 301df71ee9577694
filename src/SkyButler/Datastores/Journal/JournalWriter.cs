namespace SkyButler.Datastores.Journal;

/// <summary>A client as its files in the journal show it.</summary>
/// <param name="LockFile">The file that it locks while it lives.</param>
/// <param name="Entries">Its entries; without content where they were cut short.</param>
/// <param name="Held">Its lock, taken over from the dead; null where it lives.</param>
internal sealed record JournalWriter(string LockFile, IReadOnlyList<(string File, JournalContent? Content)> Entries, IDisposable? Held)
{
    /// <summary>Whether it must be left alone.</summary>
    public bool IsAlive => Held is null;

    /// <summary>
    /// Looks whether a writer lives: its lock is held; or, where the file system has no locks, its process runs.
    /// </summary>
    public static JournalWriter Look(string folder, string writer, IReadOnlyList<(string File, JournalContent? Content)> entries)
    {
        var lockFile = Path.Combine(folder, writer + WriteJournal.LockExtension);
        var held = FileLock.TryTake(lockFile);
        if (held is not null && (WriteJournal.IsLivingHere(writer) || entries.Any(e => e.Content?.Writer is { IsKnownToRun: true, IsThisProcess: false })))
        {
            held.Dispose();
            held = null;
        }

        return new(lockFile, entries, held);
    }
}
