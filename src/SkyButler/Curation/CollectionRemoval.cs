using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Curation;

/// <summary>Removes collections other than runs, and tells the log what they held.</summary>
public static class CollectionRemoval
{
    // More tags and validity ranges would make the log larger than what it tells of.
    private const int MostKept = 1_000_000;

    /// <summary>The chains that hold some collections and are not removed with them.</summary>
    /// <returns>Members and chains, in the order of their names.</returns>
    public static async Task<IReadOnlyList<(string Child, string Parent)>> LinksAsync(SqlRegistry registry, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var parents = await registry.Collections.ParentsAsync(names, cancellationToken);
        return
        [
            .. parents.OrderBy(p => p.Key, StringComparer.Ordinal)
                .SelectMany(p => p.Value.Where(chain => !names.Contains(chain, StringComparer.Ordinal)).Select(chain => (p.Key, chain))),
        ];
    }

    /// <summary>Removes collections; those that are members of other chains leave these first. All or nothing.</summary>
    /// <exception cref="CollectionTypeException">One is a run.</exception>
    public static Task ApplyAsync(SqlRegistry registry, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        registry.TransactAsync(
            async token =>
            {
                IReadOnlyList<string> parents = [.. (await LinksAsync(registry, names, token)).Select(l => l.Parent)];
                await registry.Collections.HoldAsync([.. names.Concat(parents).Distinct(StringComparer.Ordinal)], token);
                var collections = await registry.Collections.FindAllAsync(names, token);
                if (collections.FirstOrDefault(c => c.Type == CollectionType.Run) is { } run)
                    throw new CollectionTypeException($"'{run.Name}' is a RUN; remove it by remove-runs.");
                IReadOnlyList<string> chains = [.. (await LinksAsync(registry, names, token)).Select(l => l.Parent).Distinct(StringComparer.Ordinal)];
                await TellAsync(registry, names, collections, await registry.Collections.FindAllAsync(chains, token), token);
                await registry.Collections.LeaveChainsAsync(chains, names, token);
                await registry.Collections.RemoveAsync(names, token);
            },
            cancellationToken);

    private static async Task TellAsync(
        SqlRegistry registry, IReadOnlyList<string> names, IReadOnlyList<CollectionRecord> removed, IReadOnlyList<CollectionRecord> chains, CancellationToken cancellationToken)
    {
        var memberships = new MembershipReader(registry.Context);
        var isKept = await memberships.CountInCollectionsAsync(names, cancellationToken) <= MostKept;
        var detail = new LogDetail
        {
            Collections = [.. removed.Select(c => new LoggedCollection(c.Name, c.Type, c.Documentation))],
            Chains =
            [
                .. removed.Where(c => c.Type == CollectionType.Chained).Select(c => new LoggedChain(c.Name, c.Children, [])),
                .. chains.Select(c => new LoggedChain(c.Name, c.Children, [.. c.Children.Except(names, StringComparer.Ordinal)])),
            ],
        };
        var entry = new LogEntry
        {
            Id = registry.Log.NewId(),
            Action = LogAction.RemoveCollections,
            Subject = ActionLog.SubjectOf(names),
            NotKept = isKept ? null : $"they had more than {MostKept} tags and validity ranges",
        };
        await registry.Log.AddAsync(
            entry, detail, [.. names, .. chains.Select(c => c.Name)], isKept ? await memberships.OfCollectionsAsync(names, cancellationToken) : [], cancellationToken);
    }
}
