namespace SkyButler.Datastores.Journal;

/// <summary>What the journal of a datastore says, without cleaning up.</summary>
/// <param name="UnderWay">Paths that living writers are about to place.</param>
/// <param name="Stale">Entries of writers that died, and those that were set aside: file names.</param>
internal sealed record JournalState(IReadOnlySet<string> UnderWay, IReadOnlyList<string> Stale)
{
    /// <summary>What the entries of writers that died say, as far as they were not cut short.</summary>
    public IReadOnlyList<JournalContent> Abandoned { get; init; } = [];
}
