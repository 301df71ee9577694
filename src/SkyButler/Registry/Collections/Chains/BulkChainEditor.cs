using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>Changes many chains by a few statements, all or none.</summary>
internal sealed class BulkChainEditor(RegistryContext context, CollectionReader reader)
{
    private readonly ChainLocks locks = new(context, reader);

    private Database Database => context.Database;

    /// <summary>Gives chains new members.</summary>
    public async Task RedefineAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, CancellationToken cancellationToken)
    {
        if (chains.Count == 0)
            return;
        IReadOnlyList<string> parents = [.. chains.Keys];
        IReadOnlyList<string> children = [.. chains.Values.SelectMany(c => c).Distinct(StringComparer.Ordinal)];
        await Database.SavepointAsync(
            async token =>
            {
                await locks.TakeAsync(parents, ChainEdit.Redefine, children, token).ConfigureAwait(false);
                var all = await reader.WithMembersAsync([.. parents.Concat(children).Distinct(StringComparer.Ordinal)], token).ConfigureAwait(false);
                if (parents.Concat(children).Where(name => !all.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
                    throw await reader.MissingAsync(missing, token).ConfigureAwait(false);
                Check(chains, all);
                await Database.ExecuteAsync(
                    Database.Sql().Append($"DELETE FROM collection_chain WHERE parent IN {parents.Select(p => all[p].Key)}").Build(), token).ConfigureAwait(false);
                await InsertAsync([.. parents.SelectMany(p => chains[p].Distinct(StringComparer.Ordinal).Select((c, i) => (all[p].Key, all[c].Key, i)))], token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes collections out of all of some chains; where one is not in one, nothing happens.</summary>
    public async Task LeaveAsync(IReadOnlyCollection<string> chains, IReadOnlyCollection<string> children, CancellationToken cancellationToken)
    {
        if (chains.Count == 0 || children.Count == 0)
            return;
        await Database.SavepointAsync(
            async token =>
            {
                await locks.TakeAsync([.. chains], ChainEdit.Remove, [], token).ConfigureAwait(false);
                var all = await reader.ByNameAsync([.. chains.Concat(children).Distinct(StringComparer.Ordinal)], token).ConfigureAwait(false);
                await Database.ExecuteAsync(
                    Database.Sql()
                        .Append($"DELETE FROM collection_chain WHERE parent IN {chains.Where(all.ContainsKey).Select(c => all[c].Key)} AND child IN {children.Where(all.ContainsKey).Select(c => all[c].Key)}")
                        .Build(),
                    token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static void Check(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, Dictionary<string, CollectionRecord> all)
    {
        foreach (var parent in chains.Keys)
            CollectionTypes.Require(all[parent], CollectionType.Chained, "Children can be set in");
        var members = all.Values.Where(c => c.Type == CollectionType.Chained).ToDictionary(c => c.Name, c => chains.GetValueOrDefault(c.Name) ?? c.Children, StringComparer.Ordinal);
        if (ChainCycles.Find(members) is { } cyclic)
            throw new CollectionCycleException($"The chain '{cyclic}' can't be defined so: it would contain itself, directly or by way of its members.");
    }

    private Task InsertAsync(IReadOnlyList<(object Chain, object Member, int Position)> members, CancellationToken cancellationToken) => Database.InsertAsync(
        new RowInsert("collection_chain", CoreTables.CollectionChain(context.Variant).Columns),
        members,
        (row, m) =>
        {
            row.WriteAny(m.Chain);
            row.Write((long)m.Position);
            row.WriteAny(m.Member);
        },
        cancellationToken);
}
