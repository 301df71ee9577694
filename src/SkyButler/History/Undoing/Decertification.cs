using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Takes validity ranges back that a certification gave, if they are still what it gave.</summary>
internal sealed class Decertification(SqlRegistry registry, LogEntry entry, LogDetail detail)
{
    /// <summary>Does so, inside a transaction.</summary>
    public async Task ApplyAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        await foreach (var given in registry.Log.MembershipsAsync(entry.Id, cancellationToken).ConfigureAwait(false))
            await TakeBackAsync(given, cancellationToken).ConfigureAwait(false);
        foreach (var name in detail.Made)
            if (await IsUnusedAsync(name, cancellationToken).ConfigureAwait(false))
                await registry.Collections.RemoveAsync([name], cancellationToken).ConfigureAwait(false);
    }

    // Ranges of one data ID never overlap, so what is cut out of them is exactly what was given, and nobody else's.
    private async Task TakeBackAsync(IReadOnlyList<LoggedMembership> given, CancellationToken cancellationToken)
    {
        var (collection, range) = (given[0].Collection, Timespan.FromStored(given[0].Begin!.Value, given[0].End!.Value));
        var datasets = await registry.Datasets.GetAsync([.. given.Select(m => m.Dataset)], cancellationToken).ConfigureAwait(false);
        // To take nothing back keeps others from changing the ranges meanwhile.
        if (await registry.Collections.FindAsync(collection, cancellationToken).ConfigureAwait(false) is not null)
            foreach (var type in datasets.Values.Select(d => d.DatasetType).Distinct())
                await registry.Datasets.DecertifyAsync(collection, type, range, [], cancellationToken).ConfigureAwait(false);
        var there = (await new MembershipReader(registry.Context).OfDatasetsAsync([.. datasets.Keys], cancellationToken).ConfigureAwait(false)).ToHashSet();
        var changed = given.Where(m => !there.Contains(m)).ToList();
        if (changed.Count > 0)
        {
            var what = $"{changed.Count} of its validity ranges in '{collection}' were changed since, the first that of the dataset {changed[0].Dataset}";
            throw await Conflicts.ChangedAsync(registry, entry, [collection], what, cancellationToken).ConfigureAwait(false);
        }

        foreach (var type in datasets.Values.GroupBy(d => d.DatasetType.Name, StringComparer.Ordinal))
            await registry.Datasets.DecertifyAsync(collection, type.First().DatasetType, range, [.. type.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsUnusedAsync(string name, CancellationToken cancellationToken) =>
        await registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null
        && await new MembershipReader(registry.Context).CountInCollectionsAsync([name], cancellationToken).ConfigureAwait(false) == 0
        && (await registry.Collections.ParentsAsync([name], cancellationToken).ConfigureAwait(false)).Values.All(p => p.Count == 0);
}
