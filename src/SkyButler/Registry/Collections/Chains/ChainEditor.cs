using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>Changes which collections chains hold: of many chains by a few statements, all or none.</summary>
internal sealed class ChainEditor(RegistryContext context, CollectionReader reader)
{
    private readonly ChainLocks locks = new(context, reader);

    private Database Database => context.Database;

    /// <summary>Changes the members of one chain; returns them as they are afterwards.</summary>
    public async Task<IReadOnlyList<string>> EditAsync(string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> after = [];
        await Database.SavepointAsync(
            async token =>
            {
                await EditAsync(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [parent] = children }, edit, token).ConfigureAwait(false);
                after = (await reader.ByNameAsync([parent], token).ConfigureAwait(false))[parent].Children;
            },
            cancellationToken).ConfigureAwait(false);
        return after;
    }

    /// <summary>Changes the members of chains, each by its own new, additional or leaving ones.</summary>
    public async Task EditAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, ChainEdit edit, CancellationToken cancellationToken)
    {
        if (chains.Count == 0)
            return;
        IReadOnlyList<string> parents = [.. chains.Keys];
        IReadOnlyList<string> children = [.. chains.Values.SelectMany(c => c).Distinct(StringComparer.Ordinal)];
        await Database.SavepointAsync(
            async token =>
            {
                await locks.TakeAsync(parents, edit, children, token).ConfigureAwait(false);
                var all = await ReadAsync(parents, children, token).ConfigureAwait(false);
                Check(chains, edit, all);
                await ApplyAsync(chains, edit, all, token).ConfigureAwait(false);
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

    /// <summary>Collections as they are and stay until the transaction ends; those that are not there are left out.</summary>
    public async Task<Dictionary<string, CollectionRecord>> HoldAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(names, cancellationToken).ConfigureAwait(false);
        return await reader.ByNameAsync(names, cancellationToken).ConfigureAwait(false);
    }

    // The chains, and all that their members lead to: what they held before and shall not hold any more may be much more.
    private async Task<Dictionary<string, CollectionRecord>> ReadAsync(IReadOnlyList<string> parents, IReadOnlyList<string> children, CancellationToken cancellationToken)
    {
        var all = await reader.WithMembersAsync(children, cancellationToken).ConfigureAwait(false);
        var unread = parents.Where(p => !all.ContainsKey(p)).ToList();
        if (unread.Count > 0)
            foreach (var (name, record) in await reader.ByNameAsync(unread, cancellationToken).ConfigureAwait(false))
                all.TryAdd(name, record);
        return children.Concat(parents).Where(name => !all.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } missing
            ? throw await reader.MissingAsync(missing, cancellationToken).ConfigureAwait(false)
            : all;
    }

    private static void Check(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, ChainEdit edit, Dictionary<string, CollectionRecord> all)
    {
        foreach (var parent in chains.Keys)
            CollectionTypes.Require(all[parent], CollectionType.Chained, "Children can be set in");
        if (edit == ChainEdit.Remove)
            return;
        // The edited ones come first, so that one of them is named.
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (parent, children) in chains)
            members[parent] = edit == ChainEdit.Redefine ? children : [.. all[parent].Children, .. children];
        foreach (var other in all.Values.Where(c => c.Type == CollectionType.Chained))
            members.TryAdd(other.Name, other.Children);
        if (ChainCycles.Find(members) is { } cyclic)
            throw new CollectionCycleException(chains.TryGetValue(cyclic, out var held)
                ? $"The chain '{cyclic}' can't hold {string.Join(", ", held.Select(c => $"'{c}'"))}: it would contain itself{(held.Contains(cyclic) ? "" : " by way of them")}."
                : $"The chain '{cyclic}' can't be defined so: it would contain itself by way of its members.");
    }

    private async Task ApplyAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, ChainEdit edit, Dictionary<string, CollectionRecord> all, CancellationToken cancellationToken)
    {
        await DeleteAsync(chains, edit, all, cancellationToken).ConfigureAwait(false);
        if (edit == ChainEdit.Remove)
            return;
        var ends = edit == ChainEdit.Redefine ? [] : await EndsAsync([.. chains.Keys.Select(p => all[p].Key)], cancellationToken).ConfigureAwait(false);
        var rows = new List<(object Chain, object Member, long Position)>();
        foreach (var (parent, children) in chains)
        {
            IReadOnlyList<string> distinct = [.. children.Distinct(StringComparer.Ordinal)];
            var (lowest, highest) = ends.GetValueOrDefault(parent);
            var first = edit switch
            {
                ChainEdit.Prepend => lowest - distinct.Count,
                ChainEdit.Extend => highest + 1,
                _ => 0,
            };
            rows.AddRange(distinct.Select((child, i) => (all[parent].Key, all[child].Key, first + i)));
        }

        await Database.InsertAsync(
            new RowInsert("collection_chain", CoreTables.CollectionChain(context.Variant).Columns),
            rows,
            (row, m) =>
            {
                row.WriteAny(m.Chain);
                row.Write(m.Position);
                row.WriteAny(m.Member);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Chains that lose the same members lose them together.
    private async Task DeleteAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, ChainEdit edit, Dictionary<string, CollectionRecord> all, CancellationToken cancellationToken)
    {
        var groups = edit == ChainEdit.Redefine ? [chains.Keys] : chains.GroupBy(c => string.Join('\n', c.Value), c => c.Key, StringComparer.Ordinal).Select(g => (IEnumerable<string>)g);
        foreach (var parents in groups)
        {
            var delete = Database.Sql().Append($"DELETE FROM collection_chain WHERE parent IN {parents.Select(p => all[p].Key)}");
            if (edit != ChainEdit.Redefine)
                delete.Append($" AND child IN {chains[parents.First()].Select(c => all[c].Key)}");
            await Database.ExecuteAsync(delete.Build(), cancellationToken).ConfigureAwait(false);
        }
    }

    // The first and the last place that is taken, by chain.
    private async Task<Dictionary<string, (long Lowest, long Highest)>> EndsAsync(IReadOnlyList<object> chains, CancellationToken cancellationToken)
    {
        var query = Database.Sql()
            .Append($"SELECT c.name, min(p.position), max(p.position) FROM collection_chain p JOIN collection c ON c.{new SqlName(context.Variant.CollectionKey)} = p.parent WHERE p.parent IN {chains} GROUP BY c.name")
            .Build(ColumnType.String, ColumnType.Int, ColumnType.Int);
        var ends = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        foreach (var batch in await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                ends[batch.Text(0, row)] = (batch.Number(1, row), batch.Number(2, row));
        return ends;
    }
}
