using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>One entry of the journal, which stands while files are placed and registered.</summary>
/// <param name="remove">Takes the entry away; null where nothing was written.</param>
internal sealed class JournalEntry(Func<ValueTask>? remove)
{
    /// <summary>An entry that nothing is written for: no files are placed.</summary>
    public static JournalEntry None { get; } = new(null);

    /// <summary>All files are registered, or gone again: takes the entry away.</summary>
    public ValueTask CloseAsync()
    {
        if (remove is null)
            return default;
        FaultPoints.Hit("journal.before-close");
        return remove();
    }
}
