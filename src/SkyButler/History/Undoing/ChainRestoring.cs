using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Makes a chain what it was before a change, if it is still what it was after it.</summary>
internal sealed class ChainRestoring(SqlRegistry registry, LogEntry entry, LoggedChain chain)
{
    /// <summary>Does so, inside a transaction.</summary>
    public async Task ApplyAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        var now = (await registry.Collections.HoldAsync([chain.Name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(chain.Name);
        if (WhatChanged(now) is { } changed)
            throw await Conflicts.ChangedAsync(registry, entry, [chain.Name], changed, cancellationToken).ConfigureAwait(false);
        if (chain.Before is null)
        {
            await registry.Collections.RemoveAsync([chain.Name], cancellationToken).ConfigureAwait(false);
            return;
        }

        if (chain.DocumentationBefore != chain.DocumentationAfter)
            await registry.Collections.SetDocumentationAsync(chain.Name, chain.DocumentationBefore, cancellationToken).ConfigureAwait(false);
        await registry.Collections.EditChainAsync(chain.Name, ChainEdit.Redefine, chain.Before, cancellationToken).ConfigureAwait(false);
    }

    private string? WhatChanged(CollectionRecord? now)
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
