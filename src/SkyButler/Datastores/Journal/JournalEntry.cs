using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>One entry of the journal, which stands while files are placed and registered.</summary>
internal sealed class JournalEntry
{
    private readonly string? file;

    public JournalEntry(string? file) => this.file = file;

    /// <summary>An entry that nothing is written for: no files are placed, or the store keeps no journal.</summary>
    public static JournalEntry None { get; } = new(null);

    /// <summary>All files are registered, or gone again: takes the entry away.</summary>
    public void Close()
    {
        if (file is null)
            return;
        FaultPoints.Hit("journal.before-close");
        File.Delete(file);
    }
}
