using SkyButler.Registry.Log;

namespace SkyButler.History;

/// <summary>What was done to a repository, and taking it back.</summary>
public static class RepositoryHistory
{
    /// <summary>What was done, latest first.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="limit">At most so many; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static Task<IReadOnlyList<LogEntry>> ReadAsync(Butler butler, int? limit = null, CancellationToken cancellationToken = default) =>
        butler.Registry.Log.ReadAsync(limit, cancellationToken);

    /// <summary>The action that an identifier names, or the beginning of one; without, the latest that was not taken back.</summary>
    /// <exception cref="HistoryException">There is none, or there are several.</exception>
    public static async Task<LogEntry> FindAsync(Butler butler, string? id, CancellationToken cancellationToken = default)
    {
        var all = await ReadAsync(butler, null, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
            return all.FirstOrDefault(e => !e.IsUndone) ?? throw new HistoryException("There is nothing to take back: the log is empty, or all of it was taken back.");
        var found = all.Where(e => e.Id.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [] => throw new HistoryException($"No action in the log has the identifier '{id}'; 'butler log' lists them."),
            [{ IsUndone: true }] => throw new HistoryException($"The action {found[0].Id} was taken back already."),
            [var only] => only,
            _ => throw new HistoryException($"{found.Count} actions have identifiers that begin with '{id}'; give more of it."),
        };
    }

    /// <summary>Takes an action back.</summary>
    /// <returns>What could not be brought back, a sentence for each; mostly none.</returns>
    /// <exception cref="HistoryException">What was done since stands in the way, or what it needs is not kept any more.</exception>
    public static Task<IReadOnlyList<string>> UndoAsync(Butler butler, LogEntry entry, CancellationToken cancellationToken = default) =>
        new UndoAction(butler).ApplyAsync(entry, cancellationToken);
}
