using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;

namespace SkyButler.History;

/// <summary>Takes actions back, each in the way that it needs.</summary>
internal sealed class UndoAction(Butler butler)
{
    private SqlRegistry Registry => butler.Registry;

    /// <summary>Takes an action back; what fails leaves everything as it was, but for files that were brought back and can be again.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Action)
        {
            case LogAction.EditChain:
                await InTransactionAsync(entry, token => RestoreChainAsync(entry.Detail, token), cancellationToken).ConfigureAwait(false);
                return [];
            case LogAction.Certify:
                await InTransactionAsync(entry, token => DecertifyAsync(entry.Detail, token), cancellationToken).ConfigureAwait(false);
                return [];
            case LogAction.RemoveCollections:
                await InTransactionAsync(entry, token => RestoreCollectionsAsync(entry.Detail, token), cancellationToken).ConfigureAwait(false);
                return [];
            default:
                var restoring = new DatasetRestoring(butler);
                await restoring.ApplyAsync(entry, cancellationToken).ConfigureAwait(false);
                await InTransactionAsync(entry, token => RestoreChainsAsync(entry.Detail, token), cancellationToken).ConfigureAwait(false);
                return restoring.Losses;
        }
    }

    private Task InTransactionAsync(LogEntry entry, Func<CancellationToken, Task> work, CancellationToken cancellationToken) => Registry.TransactAsync(
        async token =>
        {
            await work(token).ConfigureAwait(false);
            await Registry.Log.MarkAsync(entry.Id, token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task RestoreChainAsync(LogDetail detail, CancellationToken cancellationToken)
    {
        var (name, after) = detail.ChainsAfter.Single();
        var now = await Registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (now is null || !now.Children.SequenceEqual(after, StringComparer.Ordinal))
            throw new HistoryException($"The chain '{name}' was changed since, so this change can't be taken back; take the later ones back first, or use collection-chain.");
        if (detail.ChainsBefore[name] is { } before)
            await Registry.Collections.EditChainAsync(name, ChainEdit.Redefine, before, cancellationToken).ConfigureAwait(false);
        else
            await Registry.Collections.RemoveAsync([name], cancellationToken).ConfigureAwait(false);
    }

    // Members that are gone since are left out: what was removed brings them back by itself.
    private async Task RestoreChainsAsync(LogDetail detail, CancellationToken cancellationToken)
    {
        foreach (var (name, before) in detail.ChainsBefore)
        {
            if (before is null || await Registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { Type: CollectionType.Chained })
                continue;
            var there = (await ExistingAsync(before, cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            await Registry.Collections.EditChainAsync(name, ChainEdit.Redefine, [.. before.Where(there.Contains)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<string>> ExistingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var name in names)
            if (await Registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null)
                found.Add(name);
        return found;
    }

    private async Task RestoreCollectionsAsync(LogDetail detail, CancellationToken cancellationToken)
    {
        foreach (var collection in detail.Collections)
            await Registry.Collections.RegisterAsync([collection.Name], collection.Type, collection.Documentation, cancellationToken).ConfigureAwait(false);
        await RestoreChainsAsync(detail, cancellationToken).ConfigureAwait(false);
        await Memberships.RestoreAsync(Registry, detail.Memberships, cancellationToken).ConfigureAwait(false);
    }

    private async Task DecertifyAsync(LogDetail detail, CancellationToken cancellationToken)
    {
        var datasets = await Registry.Datasets.GetAsync([.. detail.Memberships.Select(m => m.Dataset).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var range in detail.Memberships.GroupBy(m => (m.Collection, m.Begin, m.End)))
            foreach (var type in range.Select(m => datasets.GetValueOrDefault(m.Dataset)).OfType<DatasetRef>().GroupBy(d => d.DatasetType.Name, StringComparer.Ordinal))
                await Registry.Datasets.DecertifyAsync(
                    range.Key.Collection, type.First().DatasetType, Timespan.FromStored(range.Key.Begin!.Value, range.Key.End!.Value), [.. type.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
    }
}
