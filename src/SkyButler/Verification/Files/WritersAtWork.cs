using SkyButler.Datastores;
using SkyButler.Datastores.Journal;
using SkyButler.Resources.Durability;

namespace SkyButler.Verification.Files;

/// <summary>What writers may be at work on: what the journal announces, what they write it under, and what is so young that nobody can say; and what those left who died.</summary>
internal sealed class WritersAtWork
{
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1);
    private readonly FileDatastore store;
    private readonly HashSet<string> underWay;
    private readonly ILookup<string, string> byFolder;
    private readonly HashSet<string> left;
    private readonly ILookup<string, string> leftByFolder;

    /// <summary>Makes it from what a journal says.</summary>
    public WritersAtWork(FileDatastore store, JournalState journal)
    {
        this.store = store;
        underWay = [.. journal.UnderWay, .. journal.UnderWay.Select(store.ListedName)];
        byFolder = ByFolder(underWay);
        left = [.. journal.Abandoned.SelectMany(a => a.New).SelectMany(Forms)];
        leftByFolder = ByFolder(journal.Abandoned.SelectMany(a => a.Paths).SelectMany(Forms));
    }

    /// <summary>Whether a path, or a name of a listing, is one that a living writer announced, or under which he writes it first.</summary>
    public bool Holds(string name) => underWay.Contains(name) || IsTemporaryOf(name, byFolder);

    /// <summary>Whether an unregistered file goes with what is cleaned up after a writer that died, and is no damage of its own.</summary>
    public bool IsLeft(string name) => left.Contains(name) || IsTemporaryOf(name, leftByFolder);

    /// <summary>Whether a file was written so lately that its writer may not have registered it yet.</summary>
    public bool IsYoung(DateTimeOffset modified) => store.Clock.GetUtcNow() - modified < Youth;

    private IEnumerable<string> Forms(string path) => [path, store.ListedName(path)];

    private static ILookup<string, string> ByFolder(IEnumerable<string> paths) => paths.Distinct(StringComparer.Ordinal).ToLookup(Folder, p => Path.GetFileName(p), StringComparer.Ordinal);

    private static bool IsTemporaryOf(string name, ILookup<string, string> finals) =>
        TemporaryNames.IsTemporary(Path.GetFileName(name)) && finals[Folder(name)].Any(final => TemporaryNames.IsTemporaryOf(Path.GetFileName(name), final));

    private static string Folder(string name) => name[..(name.LastIndexOf('/') + 1)];
}
