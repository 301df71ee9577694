namespace SkyButler.Datastores.Journal;

/// <summary>
/// Of a client that registers nothing: who cleans up after it by what is registered would delete files that somebody counts as done. Files without their
/// last one, or under temporary names, are replaced when the work is done again.
/// </summary>
internal sealed class NoJournal : IWriteJournal
{
    /// <inheritdoc />
    public ValueTask<JournalEntry> BeginAsync(IReadOnlyList<string> paths, IReadOnlySet<string> replaced, CancellationToken cancellationToken) => new(JournalEntry.None);

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
