using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Brings collections back that are no runs, with their members and their places in chains.</summary>
internal sealed class CollectionRestoring(SqlRegistry registry, LogEntry entry, LogDetail detail)
{
    /// <summary>Makes the collections that were removed, as they were.</summary>
    /// <returns>How many of them were not there.</returns>
    public static async Task<int> RegisterAsync(SqlRegistry registry, LogDetail detail, CancellationToken cancellationToken)
    {
        var made = 0;
        foreach (var alike in detail.Collections.GroupBy(c => (c.Type, c.Documentation)))
            made += (await registry.Collections.RegisterAsync([.. alike.Select(c => c.Name)], alike.Key.Type, alike.Key.Documentation, cancellationToken).ConfigureAwait(false)).Count;
        return made;
    }

    /// <summary>Brings them back, inside a transaction.</summary>
    public async Task ApplyAsync(UndoLosses losses, CancellationToken cancellationToken)
    {
        var known = await registry.Collections.FindKnownAsync([.. detail.Collections.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        if (known.Count > 0)
            throw await Conflicts.ChangedAsync(registry, entry, [.. known.Keys], $"a collection '{known.Keys.First()}' was made since", cancellationToken).ConfigureAwait(false);
        await RegisterAsync(registry, detail, cancellationToken).ConfigureAwait(false);
        await ChainPlaces.RestoreAsync(registry, detail.Chains, losses, cancellationToken).ConfigureAwait(false);
        await foreach (var members in registry.Log.MembershipsAsync(entry.Id, cancellationToken).ConfigureAwait(false))
            await Memberships.RestoreAsync(registry, members, losses, cancellationToken).ConfigureAwait(false);
    }
}
