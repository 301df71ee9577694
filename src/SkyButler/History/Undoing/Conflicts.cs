using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.History.Undoing;

/// <summary>What was done since, and stands in the way.</summary>
internal static class Conflicts
{
    /// <summary>Refuses what somebody else took back meanwhile; inside the transaction that takes it back.</summary>
    public static async Task RequireOpenAsync(SqlRegistry registry, LogEntry entry, CancellationToken cancellationToken)
    {
        if (await registry.Log.ByPrefixAsync(entry.Id.ToString("N"), cancellationToken).ConfigureAwait(false) is [{ State: LogState.Undone }])
            throw new HistoryException($"The action {entry.Id} was taken back already, just now.");
    }

    /// <summary>Refuses losses that were not told of before they were agreed to; inside the transaction that they would be lost in.</summary>
    public static void RequireTold(LogEntry entry, UndoLosses losses, UndoLosses told)
    {
        if (losses.HasMoreThan(told))
            throw Meanwhile(entry, losses.First.Except(told.First, StringComparer.Ordinal).FirstOrDefault());
    }

    /// <summary>The error that says that something changed after it was looked at.</summary>
    public static HistoryException Meanwhile(LogEntry entry, string? what) =>
        new($"The action {entry.Id} is not taken back to its end, since something was changed meanwhile; nothing of the bin was deleted, run it again.{(what is null ? "" : " " + what)}");

    /// <summary>The error that says what changed since, and by which action of the log, if by any.</summary>
    public static async Task<HistoryException> ChangedAsync(
        SqlRegistry registry, LogEntry entry, IReadOnlyList<string> collections, string what, CancellationToken cancellationToken)
    {
        var later = await registry.Log.LaterAsync(entry, collections, cancellationToken).ConfigureAwait(false);
        var advice = later is null ? "Mend this first." : $"Take the later action {later.Id} ({later.Action}, {later.Subject}) back first.";
        return new($"The action {entry.Id} can't be taken back: {what}. {advice}");
    }
}
