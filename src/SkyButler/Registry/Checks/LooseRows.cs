using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Checks;

/// <summary>
/// Finds, removes and completes rows that the database's own rules should keep whole, and that a tool which switches these off, or a
/// restored table, leaves loose.
/// </summary>
internal sealed class LooseRows(RegistryContext context)
{
    private const string Chain = "collection_chain";

    private Database Database => context.Database;

    private SqlName Key => new(context.Variant.CollectionKey);

    /// <summary>Rows about a datastore's files.</summary>
    /// <param name="datastore">Its name.</param>
    /// <param name="records">The table of its records, with a column <c>dataset_id</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<LooseRow> OfDatastoreAsync(string datastore, string records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasRecords = await Database.HasTableAsync(records, cancellationToken).ConfigureAwait(false);
        var table = new SqlName(records);
        if (hasRecords)
        {
            var orphans = Database.Sql().Append($"SELECT DISTINCT r.dataset_id FROM {table} r LEFT JOIN dataset d ON d.id = r.dataset_id WHERE d.id IS NULL")
                .Append($" AND NOT EXISTS (SELECT 1 FROM dataset_location_trash t WHERE t.dataset_id = r.dataset_id AND t.datastore_name = {datastore})");
            await foreach (var row in IdsAsync(orphans, LooseRowKind.RecordWithoutDataset, records, cancellationToken).ConfigureAwait(false))
                yield return row;
            var homeless = Database.Sql().Append($"SELECT DISTINCT r.dataset_id FROM {table} r JOIN dataset d ON d.id = r.dataset_id WHERE ")
                .Append($"NOT EXISTS (SELECT 1 FROM dataset_location l WHERE l.dataset_id = r.dataset_id AND l.datastore_name = {datastore}) AND ")
                .Append($"NOT EXISTS (SELECT 1 FROM dataset_location_trash t WHERE t.dataset_id = r.dataset_id AND t.datastore_name = {datastore})");
            await foreach (var row in IdsAsync(homeless, LooseRowKind.RecordWithoutLocation, records, cancellationToken).ConfigureAwait(false))
                yield return row;
        }

        var empty = Database.Sql().Append($"SELECT l.dataset_id FROM dataset_location l WHERE l.datastore_name = {datastore}");
        if (hasRecords)
            empty.Append($" AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.dataset_id = l.dataset_id)");
        await foreach (var row in IdsAsync(empty, LooseRowKind.LocationWithoutRecord, "dataset_location", cancellationToken).ConfigureAwait(false))
            yield return row;
        var trash = Database.Sql().Append($"SELECT dataset_id FROM dataset_location_trash WHERE datastore_name = {datastore}");
        await foreach (var row in IdsAsync(trash, LooseRowKind.Trash, "dataset_location_trash", cancellationToken).ConfigureAwait(false))
            yield return row;
    }

    /// <summary>Rows about collections and what is in them.</summary>
    public async IAsyncEnumerable<LooseRow> OfCollectionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in await NamesAsync(RunsWithoutRow(Database.Sql().Append($"SELECT c.name")), ColumnType.String, cancellationToken).ConfigureAwait(false))
            yield return new(LooseRowKind.RunRow, "run", name);
        var chains = Database.Sql().Append($"SELECT DISTINCT x.parent FROM {new SqlName(Chain)} x WHERE ").Raw(LooseLink("x"));
        foreach (var parent in await NamesAsync(chains, context.Variant.CollectionKeyType, cancellationToken).ConfigureAwait(false))
            yield return new(LooseRowKind.Membership, Chain, await NameOfAsync(parent, cancellationToken).ConfigureAwait(false));
        if (ChainCycles.Find(await LinksOfChainsAsync(cancellationToken).ConfigureAwait(false)) is { } cyclic)
            yield return new(LooseRowKind.ChainCycle, Chain, await NameOfAsync(cyclic, cancellationToken).ConfigureAwait(false));
        foreach (var table in await MembershipTablesAsync(cancellationToken).ConfigureAwait(false))
        {
            var loose = Database.Sql().Append($"SELECT 1 FROM {new SqlName(table)} x WHERE ").Raw(LooseMember("x")).Append($" LIMIT 1");
            if ((await NamesAsync(loose, ColumnType.Int, cancellationToken).ConfigureAwait(false)).Count > 0)
                yield return new(LooseRowKind.Membership, table, table);
        }

        foreach (var table in SummaryNames)
        {
            var loose = Database.Sql().Append($"SELECT 1 FROM {new SqlName(table)} x WHERE ").Raw(LooseSummary("x")).Append($" LIMIT 1");
            if ((await NamesAsync(loose, ColumnType.Int, cancellationToken).ConfigureAwait(false)).Count > 0)
                yield return new(LooseRowKind.Membership, table, table);
        }
    }

    /// <summary>Removes the loose rows of a chain, tag or validity table, or adds those of runs.</summary>
    public async Task MendAsync(string table, CancellationToken cancellationToken)
    {
        var known = await MembershipTablesAsync(cancellationToken).ConfigureAwait(false);
        var statement = table switch
        {
            "run" => RunsWithoutRow(Database.Sql().Append($"INSERT INTO run ({Key}) SELECT c.{Key}")),
            Chain => Database.Sql().Append($"DELETE FROM {new SqlName(Chain)} WHERE ").Raw(LooseLink(Chain)),
            _ when SummaryNames.Contains(table, StringComparer.Ordinal) => Database.Sql().Append($"DELETE FROM {new SqlName(table)} WHERE ").Raw(LooseSummary(Database.Dialect.Quote(table))),
            _ when known.Contains(table, StringComparer.Ordinal) => Database.Sql().Append($"DELETE FROM {new SqlName(table)} WHERE ").Raw(LooseMember(Database.Dialect.Quote(table))),
            _ => null,
        };
        if (statement is not null)
            await Database.ExecuteAsync(statement.Build(), cancellationToken).ConfigureAwait(false);
    }

    // Chains in chains: what else they hold can't lead back.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> LinksOfChainsAsync(CancellationToken cancellationToken)
    {
        var chain = new SqlName(Chain);
        var query = Database.Sql().Append($"SELECT x.parent, x.child FROM {chain} x WHERE EXISTS (SELECT 1 FROM {chain} y WHERE y.parent = x.child)")
            .Build(context.Variant.CollectionKeyType, context.Variant.CollectionKeyType);
        var links = new List<(string Parent, string Child)>();
        foreach (var batch in await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                links.Add((batch.Value(0, row).ToString()!, batch.Value(1, row).ToString()!));
        return links.GroupBy(l => l.Parent, l => l.Child, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, IReadOnlyList<string> (g) => [.. g], StringComparer.Ordinal);
    }

    private IEnumerable<string> SummaryNames => [SummaryTables.DatasetTypeName, .. context.Universe.Governors.Select(SummaryTables.GovernorName)];

    private SqlBuilder RunsWithoutRow(SqlBuilder select) =>
        select.Append($" FROM collection c LEFT JOIN run r ON r.{Key} = c.{Key} WHERE c.type = {(long)CollectionType.Run} AND r.{Key} IS NULL");

    private string LooseSummary(string row) => IsGone($"{row}.{context.Variant.CollectionColumn}");

    private string LooseLink(string row) => $"({IsGone($"{row}.parent")} OR {IsGone($"{row}.child")})";

    // The only row that tells the data ID of a dataset stays, whatever became of its run.
    private string LooseMember(string row) =>
        $"(NOT EXISTS (SELECT 1 FROM dataset d WHERE d.id = {row}.dataset_id) OR ({IsGone($"{row}.{context.Variant.CollectionColumn}")} AND "
        + $"NOT EXISTS (SELECT 1 FROM dataset d WHERE d.id = {row}.dataset_id AND d.{context.Variant.RunColumn} = {row}.{context.Variant.CollectionColumn})))";

    // A collection that a row among the runs still tells of is not forgotten.
    private string IsGone(string collection) =>
        $"(NOT EXISTS (SELECT 1 FROM collection c WHERE c.{context.Variant.CollectionKey} = {collection}) AND NOT EXISTS (SELECT 1 FROM run r WHERE r.{context.Variant.CollectionKey} = {collection}))";

    private async Task<IReadOnlyList<string>> MembershipTablesAsync(CancellationToken cancellationToken)
    {
        var query = Database.Sql().Append($"SELECT tag_association_table FROM dataset_type UNION SELECT calibration_association_table FROM dataset_type WHERE calibration_association_table IS NOT NULL");
        return await NamesAsync(query, ColumnType.String, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> NameOfAsync(string key, CancellationToken cancellationToken)
    {
        if (context.Variant.NamesAreKeys)
            return key;
        var query = Database.Sql().Append($"SELECT name FROM collection WHERE collection_id = {long.Parse(key, CultureInfo.InvariantCulture)}");
        return (await NamesAsync(query, ColumnType.String, cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? $"a chain that is gone (key {key})";
    }

    private async Task<IReadOnlyList<string>> NamesAsync(SqlBuilder sql, ColumnType type, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var batch in await Database.FetchAsync(sql.Build(type), cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                names.Add(batch.Value(0, row).ToString()!);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private async IAsyncEnumerable<LooseRow> IdsAsync(SqlBuilder sql, LooseRowKind kind, string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in Database.QueryAsync(sql.Build(ColumnType.Uuid), cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return new(kind, table, batch.Id(0, row).ToString());
    }
}
