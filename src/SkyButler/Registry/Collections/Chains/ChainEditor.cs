using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>Changes which collections a chain holds.</summary>
internal sealed class ChainEditor(RegistryContext context, CollectionReader reader)
{
    private readonly ChainLocks locks = new(context, reader);

    private Database Database => context.Database;

    public async Task<IReadOnlyList<string>> EditAsync(string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> after = [];
        await Database.SavepointAsync(
            async token =>
            {
                IReadOnlyList<string> names = [.. children.Distinct(StringComparer.Ordinal)];
                await locks.TakeAsync(parent, edit, names, token).ConfigureAwait(false);
                var (chain, members) = await CheckAsync(parent, edit, names, token).ConfigureAwait(false);
                await ApplyAsync(chain, edit, members, token).ConfigureAwait(false);
                after = (await reader.ByNameAsync([parent], token).ConfigureAwait(false))[parent].Children;
            },
            cancellationToken).ConfigureAwait(false);
        return after;
    }

    /// <summary>Collections as they are and stay until the transaction ends; those that are not there are left out.</summary>
    public async Task<Dictionary<string, CollectionRecord>> HoldAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(names, cancellationToken).ConfigureAwait(false);
        return await reader.ByNameAsync(names, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(object Chain, IReadOnlyList<object> Members)> CheckAsync(
        string parent, ChainEdit edit, IReadOnlyList<string> children, CancellationToken cancellationToken)
    {
        var all = await reader.WithMembersAsync(children, cancellationToken).ConfigureAwait(false);
        var chain = all.GetValueOrDefault(parent) ?? (await reader.ByNameAsync([parent], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(parent);
        if (children.Where(c => !all.ContainsKey(c)).Concat(chain is null ? [parent] : []).ToList() is { Count: > 0 } missing)
            throw await reader.MissingAsync(missing, cancellationToken).ConfigureAwait(false);
        CollectionTypes.Require(chain!, CollectionType.Chained, "Children can be set in");
        if (edit != ChainEdit.Remove && all.ContainsKey(parent))
            throw new CollectionCycleException(
                $"The chain '{parent}' can't hold {string.Join(", ", children.Select(c => $"'{c}'"))}: it would contain itself{(children.Contains(parent) ? "" : " by way of them")}.");
        return (chain!.Key, [.. children.Select(c => all[c].Key)]);
    }

    private async Task ApplyAsync(object chain, ChainEdit edit, IReadOnlyList<object> members, CancellationToken cancellationToken)
    {
        var delete = Database.Sql().Append($"DELETE FROM collection_chain WHERE parent = {chain}");
        if (edit != ChainEdit.Redefine)
            delete.Append($" AND child IN {members}");
        await Database.ExecuteAsync(delete.Build(), cancellationToken).ConfigureAwait(false);
        if (edit == ChainEdit.Remove)
            return;
        var (lowest, highest) = await RangeAsync(chain, cancellationToken).ConfigureAwait(false);
        var first = edit switch
        {
            ChainEdit.Prepend => (lowest ?? 0) - members.Count,
            ChainEdit.Extend => (highest ?? 0) + 1,
            _ => 0,
        };
        await Database.InsertAsync(
            new RowInsert("collection_chain", CoreTables.CollectionChain(context.Variant).Columns),
            [.. members.Select((member, i) => (Member: member, Position: first + i))],
            (row, m) =>
            {
                row.WriteAny(chain);
                row.Write(m.Position);
                row.WriteAny(m.Member);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<(long? Lowest, long? Highest)> RangeAsync(object chain, CancellationToken cancellationToken)
    {
        var query = Database.Sql().Append($"SELECT min(position), max(position) FROM collection_chain WHERE parent = {chain}").Build(ColumnType.Int, ColumnType.Int);
        var row = (await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0];
        return (row.NumberOrNull(0, 0), row.NumberOrNull(1, 0));
    }
}
