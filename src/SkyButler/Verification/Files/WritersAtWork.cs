using SkyButler.Datastores;
using SkyButler.Datastores.Journal;
using SkyButler.Resources.Durability;

namespace SkyButler.Verification.Files;

/// <summary>What writers may be at work on: what the journal announces, what they write it under, and what is so young that nobody can say.</summary>
internal sealed class WritersAtWork
{
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1);
    private readonly FileDatastore store;
    private readonly HashSet<string> underWay;
    private readonly ILookup<string, string> byFolder;

    /// <summary>Makes it from what a journal says.</summary>
    public WritersAtWork(FileDatastore store, JournalState journal)
    {
        this.store = store;
        underWay = [.. journal.UnderWay, .. journal.UnderWay.Select(store.ListedName)];
        byFolder = underWay.ToLookup(Folder, p => Path.GetFileName(p), StringComparer.Ordinal);
    }

    /// <summary>Whether a path, or a name of a listing, is one that a living writer announced, or under which he writes it first.</summary>
    public bool Holds(string name) =>
        underWay.Contains(name)
        || (TemporaryNames.IsTemporary(Path.GetFileName(name)) && byFolder[Folder(name)].Any(final => TemporaryNames.IsTemporaryOf(Path.GetFileName(name), final)));

    /// <summary>Whether a file was written so lately that its writer may not have registered it yet.</summary>
    public bool IsYoung(DateTimeOffset modified) => store.Clock.GetUtcNow() - modified < Youth;

    private static string Folder(string name) => name[..(name.LastIndexOf('/') + 1)];
}
