using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Makes chains what they were before a change, if they are still what they were after it.</summary>
internal sealed class ChainRestoring(SqlRegistry registry, LogEntry entry, IReadOnlyList<LoggedChain> chains)
{
    /// <summary>Does so, inside a transaction.</summary>
    public async Task ApplyAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        var now = await registry.Collections.HoldAsync([.. chains.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        foreach (var chain in chains)
            if (WhatChanged(chain, now.GetValueOrDefault(chain.Name)) is { } changed)
                throw await Conflicts.ChangedAsync(registry, entry, [chain.Name], changed, cancellationToken).ConfigureAwait(false);
        foreach (var chain in chains.Where(c => c.Before is not null && c.DocumentationBefore != c.DocumentationAfter))
            await registry.Collections.SetDocumentationAsync(chain.Name, chain.DocumentationBefore, cancellationToken).ConfigureAwait(false);
        // Those that were made may hold each other, and let go of each other first.
        await registry.Collections.RedefineChainsAsync(chains.ToDictionary(c => c.Name, c => c.Before ?? [], StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> made = [.. chains.Where(c => c.Before is null).Select(c => c.Name)];
        if (made.Count > 0)
            await registry.Collections.RemoveAsync(made, cancellationToken).ConfigureAwait(false);
    }

    private static string? WhatChanged(LoggedChain chain, CollectionRecord? now)
    {
        if (now is null)
            return $"the chain '{chain.Name}' was removed since";
        if (now.Type != CollectionType.Chained)
            return $"'{chain.Name}' is a {now.TypeName} collection now";
        if (now.Documentation != chain.DocumentationAfter)
            return $"the documentation of the chain '{chain.Name}' was changed since";
        if (now.Children.SequenceEqual(chain.After, StringComparer.Ordinal))
            return null;
        var (added, gone) = (now.Children.Except(chain.After, StringComparer.Ordinal).ToList(), chain.After.Except(now.Children, StringComparer.Ordinal).ToList());
        IEnumerable<string> parts =
        [
            .. added.Count > 0 ? [$"{ActionLog.SubjectOf(added)} came in"] : Array.Empty<string>(),
            .. gone.Count > 0 ? [$"{ActionLog.SubjectOf(gone)} left"] : Array.Empty<string>(),
        ];
        return $"the chain '{chain.Name}' was changed since: {(added.Count + gone.Count > 0 ? string.Join(", and ", parts) : "its members have another order")}";
    }
}
