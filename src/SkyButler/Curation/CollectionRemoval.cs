using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;

namespace SkyButler.Curation;

/// <summary>Removes collections other than runs, and tells the log what they held.</summary>
public static class CollectionRemoval
{
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
    public static async Task ApplyAsync(SqlRegistry registry, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await registry.Log.PrepareAsync(cancellationToken);
        await registry.TransactAsync(
            async token =>
            {
                var collections = await registry.Collections.FindAllAsync(names, token);
                if (collections.FirstOrDefault(c => c.Type == CollectionType.Run) is { } run)
                    throw new CollectionTypeException($"'{run.Name}' is a RUN; remove it by remove-runs.");
                var chains = (await LinksAsync(registry, names, token)).GroupBy(l => l.Parent, l => l.Child, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.ToList(), StringComparer.Ordinal);
                var before = (await registry.Collections.FindAllAsync([.. chains.Keys], token)).Concat(collections.Where(c => c.Type == CollectionType.Chained));
                var detail = new LogDetail
                {
                    Collections = [.. collections.Select(c => new LoggedCollection(c.Name, c.Type, c.Documentation))],
                    ChainsBefore = before.ToDictionary(c => c.Name, c => (IReadOnlyList<string>?)c.Children, StringComparer.Ordinal),
                    Memberships = await new MembershipReader(registry.Context).OfCollectionsAsync(names, token),
                };
                foreach (var (chain, members) in chains)
                    await registry.Collections.EditChainAsync(chain, ChainEdit.Remove, members, token);
                await registry.Collections.RemoveAsync(names, token);
                await registry.Log.AddAsync(Guid.CreateVersion7(registry.Context.Clock.GetUtcNow()), LogAction.RemoveCollections, string.Join(", ", names), detail, token);
            },
            cancellationToken);
    }
}
