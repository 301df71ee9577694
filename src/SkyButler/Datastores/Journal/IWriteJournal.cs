namespace SkyButler.Datastores.Journal;

/// <summary>Where a client writes down which files it is about to place, for whoever has to clean up after it.</summary>
internal interface IWriteJournal : IDisposable
{
    /// <summary>Says which files are about to be placed. To be called before the first of them is begun.</summary>
    /// <param name="paths">Paths below the root.</param>
    /// <param name="replaced">Those of them where a file is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<JournalEntry> BeginAsync(IReadOnlyList<string> paths, IReadOnlySet<string> replaced, CancellationToken cancellationToken);
}
