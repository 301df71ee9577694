using SkyButler.Registry.Log;

namespace SkyButler.History;

/// <summary>What was done to a repository, and taking it back.</summary>
public static class RepositoryHistory
{
    private const int IdentifierDigits = 32;

    /// <summary>What was done, latest first, handed on as it is read.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="query">Which of it; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static IAsyncEnumerable<LogEntry> ReadAsync(Butler butler, LogQuery? query = null, CancellationToken cancellationToken = default) =>
        butler.Registry.Log.ReadAsync(query ?? new(), cancellationToken);

    /// <summary>The action that an identifier names, or the beginning of one; without, the latest that was not taken back.</summary>
    /// <exception cref="HistoryException">There is none, there are several, or it was taken back already.</exception>
    public static async Task<LogEntry> FindAsync(Butler butler, string? id, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(id))
            return await butler.Registry.Log.LatestAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new HistoryException("There is nothing to take back: the log is empty, or all of it was taken back.");
        var digits = id.Replace("-", "", StringComparison.Ordinal);
        IReadOnlyList<LogEntry> found = digits.Length is > 0 and <= IdentifierDigits && digits.All(char.IsAsciiHexDigit)
            ? await butler.Registry.Log.ByPrefixAsync(digits, cancellationToken).ConfigureAwait(false)
            : [];
        return found switch
        {
            [] => throw new HistoryException($"No action in the log has the identifier '{id}'; 'butler log' lists them."),
            [{ State: LogState.Undone }] => throw new HistoryException($"The action {found[0].Id} was taken back already; to have it again, do it again."),
            [var only] => only,
            _ => throw new HistoryException($"Several actions have identifiers that begin with '{id}'; give more of it."),
        };
    }

    /// <summary>The latest action before another that was not taken back; null where there is none.</summary>
    public static Task<LogEntry?> BeforeAsync(Butler butler, LogEntry entry, CancellationToken cancellationToken = default) => butler.Registry.Log.BeforeAsync(entry, cancellationToken);

    /// <summary>Why what is done now could not be taken back; null where it could. For what keeps nothing in the bin; removals of datasets ask the butler.</summary>
    public static Task<string?> WhyNotLoggedAsync(Butler butler, CancellationToken cancellationToken = default) => LogProbe.WhyNotAsync(butler.Registry, cancellationToken);

    /// <summary>Finds out what taking an action back would do, and changes nothing; only a removal that was stopped is brought to an end where it stopped.</summary>
    /// <returns>What can be applied then; to be disposed.</returns>
    /// <exception cref="HistoryException">What was done since stands in the way, or nothing of what it needs is kept.</exception>
    public static Task<UndoPlan> PlanAsync(Butler butler, LogEntry entry, CancellationToken cancellationToken = default) => UndoPlan.MakeAsync(butler, entry, cancellationToken);
}
