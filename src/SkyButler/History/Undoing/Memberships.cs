using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Brings tags and validity ranges back.</summary>
internal static class Memberships
{
    /// <summary>Brings back those that nothing stands in the way of; inside a transaction.</summary>
    public static async Task RestoreAsync(SqlRegistry registry, IReadOnlyList<LoggedMembership> memberships, UndoLosses losses, CancellationToken cancellationToken)
    {
        if (memberships.Count == 0)
            return;
        var datasets = await registry.Datasets.GetAsync([.. memberships.Select(m => m.Dataset).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var group in memberships.GroupBy(m => (m.Collection, m.Begin, m.End)))
        {
            foreach (var gone in group.Where(m => !datasets.ContainsKey(m.Dataset)))
                losses.Add($"The dataset {gone.Dataset} was removed since, so it does not come back into '{gone.Collection}'.");
            IReadOnlyList<DatasetRef> members = [.. group.Select(m => datasets.GetValueOrDefault(m.Dataset)).OfType<DatasetRef>()];
            if (members.Count > 0 && await WhyNotAsync(registry, group.Key, members, cancellationToken).ConfigureAwait(false) is { } reason)
                losses.Add($"{members.Count} datasets don't come back into '{group.Key.Collection}': {reason}");
        }
    }

    private static async Task<string?> WhyNotAsync(
        SqlRegistry registry, (string Name, long? Begin, long? End) group, IReadOnlyList<DatasetRef> members, CancellationToken cancellationToken)
    {
        var collection = await registry.Collections.FindAsync(group.Name, cancellationToken).ConfigureAwait(false);
        var wanted = group.Begin is null ? CollectionType.Tagged : CollectionType.Calibration;
        if (collection?.Type != wanted)
            return collection is null ? "it was removed since." : $"it is a {collection.TypeName} collection now.";
        try
        {
            // Either of them leaves nothing behind where it fails.
            if (group is { Begin: { } begin, End: { } end })
                await registry.Datasets.CertifyAsync(group.Name, members, Timespan.FromStored(begin, end), cancellationToken).ConfigureAwait(false);
            else
                await registry.Datasets.AssociateAsync(group.Name, members, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ConflictException e)
        {
            return e.Message;
        }
    }
}
