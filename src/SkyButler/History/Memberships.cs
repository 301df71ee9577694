using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.History;

/// <summary>Brings tags and validity ranges back.</summary>
internal static class Memberships
{
    /// <summary>Brings back those whose datasets and collections are there; inside a transaction.</summary>
    public static async Task RestoreAsync(SqlRegistry registry, IReadOnlyList<LoggedMembership> memberships, CancellationToken cancellationToken)
    {
        if (memberships.Count == 0)
            return;
        var datasets = await registry.Datasets.GetAsync([.. memberships.Select(m => m.Dataset).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var group in memberships.GroupBy(m => (m.Collection, m.Begin, m.End)))
        {
            IReadOnlyList<DatasetRef> members = [.. group.Select(m => datasets.GetValueOrDefault(m.Dataset)).OfType<DatasetRef>()];
            if (members.Count == 0 || await registry.Collections.FindAsync(group.Key.Collection, cancellationToken).ConfigureAwait(false) is null)
                continue;
            if (group.Key is { Begin: { } begin, End: { } end })
                await registry.Datasets.CertifyAsync(group.Key.Collection, members, Timespan.FromStored(begin, end), cancellationToken).ConfigureAwait(false);
            else
                await registry.Datasets.AssociateAsync(group.Key.Collection, members, cancellationToken).ConfigureAwait(false);
        }
    }
}
