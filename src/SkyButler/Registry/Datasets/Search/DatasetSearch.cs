using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Search;

/// <summary>One search for many data IDs: at most two queries, one of tags and one of validity ranges.</summary>
internal sealed class DatasetSearch(RegistryContext context, DatasetTypeTables tables, IReadOnlyList<CollectionRecord> searched, RowsByDimension statistics)
{
    // So few are sought one after the other in the index; for more, the database may know a better way.
    private const int FewDataIds = 16;

    private readonly List<DataCoordinate> dataIds = [];
    private readonly List<Timespan?> timespans = [];
    private readonly List<List<DatasetMatch>?> matches = [];
    private readonly Dictionary<object, int> ranks = searched.Select((c, rank) => (c.Key, rank)).ToDictionary(p => p.Key, p => p.rank);

    private Database Database => context.Database;

    private IReadOnlyList<DimensionElement> Required => tables.Type.Dimensions.Required;

    public void Add(DataCoordinate dataId, Timespan? timespan)
    {
        dataIds.Add(dataId);
        timespans.Add(timespan);
        matches.Add(null);
    }

    /// <summary>The winner for each data ID in the order in which they were added; null where there is none.</summary>
    public async Task<IReadOnlyList<DatasetMatch?>> RunAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. matches.Select((found, i) => found is null ? null : Winner(found, i))];
    }

    /// <summary>All that the collections have for each data ID, also what is not picked.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<DatasetMatch>>> CandidatesAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. matches.Select(found => found ?? [])];
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var tagged = searched.Where(c => c.Type != CollectionType.Calibration).Select(c => c.Key).ToList();
        if (tagged.Count > 0)
            await ReadAsync(await TagsQueryAsync(tagged, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var certified = searched.Where(c => c.Type == CollectionType.Calibration).Select(c => c.Key).ToList();
        if (certified.Count > 0 && tables.Calibs is { } calibs && timespans.Exists(t => t is not null))
            await ReadAsync(CalibsQuery(calibs, certified), cancellationToken).ConfigureAwait(false);
    }

    private DatasetMatch Winner(List<DatasetMatch> found, int index)
    {
        var rank = found.Min(m => m.Rank);
        var best = found.Where(m => m.Rank == rank).ToList();
        if (best.Count == 1)
            return best[0];
        var ranges = string.Join(" and ", best.OrderBy(m => m.Validity?.BeginNanoseconds).Take(3).Select(m => $"{m.Validity} (run '{m.Run}')"));
        var asked = timespans[index] is { } timespan && timespan != Timespan.Unbounded ? $"the time {timespan}" : "no particular time";
        throw new CalibrationLookupException(
            $"Which '{tables.Type.Name}' with data ID {dataIds[index]} in the collection '{searched[rank].Name}' is meant is not clear: {best.Count} are valid for {asked}{(best.DistinctBy(m => m.Id).Count() < best.Count ? " (one of them twice)" : "")}, "
            + $"such as {ranges}; give a data ID with a time, such as an exposure's.");
    }

    private async Task<SqlQuery> TagsQueryAsync(IReadOnlyList<object> collections, CancellationToken cancellationToken)
    {
        var isEverywhere = dataIds.Count <= FewDataIds && await statistics.AreFewAsync(tables, collections.Count, cancellationToken).ConfigureAwait(false);
        return Select(Database.Dialect.NoTimespan, Keys(withTimespans: false), tables.Tags, isEverywhere ? null : collections).Build(Columns);
    }

    private SqlQuery CalibsQuery(string calibs, IReadOnlyList<object> collections) =>
        Select(Database.Dialect.TimespanColumns("g", "timespan"), Keys(withTimespans: true), calibs, collections)
            .Raw(" AND ").Raw(Database.Dialect.TimespanOverlaps("g", "timespan", KeyColumn(Required.Count), KeyColumn(Required.Count + 1)))
            .Build(Columns);

    private SqlName Collection => new(context.Variant.CollectionColumn);

    private ColumnType[] Columns => [ColumnType.Int, context.Variant.CollectionKeyType, ColumnType.Uuid, ColumnType.String, ColumnType.Timespan];

    // Without collections, what all of them have is read, and left out later where it is not in those that are searched.
    // A dataset that is found in a run is one of that run; what other collections have is looked up.
    private SqlBuilder Select(string validity, KeyRows keys, string table, IReadOnlyList<object>? collections)
    {
        var isInRun = searched.All(c => c.Type == CollectionType.Run);
        var sql = Database.Sql()
            .Append($"SELECT k.i, g.{Collection}, g.dataset_id, {new SqlText(isInRun ? "NULL" : "r.name")}, {new SqlText(validity)} ")
            .Append($"FROM (SELECT * FROM {keys} AS listed{new SqlText(Database.Dialect.ReadOnce)}) k CROSS JOIN {new SqlName(table)} g ")
            .Raw(isInRun ? "" : "CROSS JOIN dataset d CROSS JOIN collection r ")
            .Append($"WHERE g.dataset_type_id = {tables.Id}");
        if (collections is not null && dataIds.Count <= FewDataIds)
            sql.Append($" AND g.{Collection}").Probes(collections);
        else if (collections is not null)
            sql.Append($" AND g.{Collection} IN {collections}");
        if (!isInRun)
            sql.Append($" AND d.id = g.dataset_id AND r.{new SqlName(context.Variant.CollectionKey)} = d.{new SqlName(context.Variant.RunColumn)}");
        for (var i = 0; i < Required.Count; i++)
            sql.Append($" AND g.{new SqlName(Required[i].Name)} = {new SqlText(KeyColumn(i))}");
        return sql;
    }

    private static string KeyColumn(int index) => string.Create(CultureInfo.InvariantCulture, $"k.c{index}");

    private KeyRows Keys(bool withTimespans)
    {
        var rows = new KeyRows(Required.Count + (withTimespans ? 2 : 0));
        for (var i = 0; i < dataIds.Count; i++)
        {
            rows.Begin().Add(dataIds[i].Values[..Required.Count]);
            if (withTimespans)
            {
                var timespan = timespans[i] ?? Timespan.Empty;
                rows.Add(timespan.BeginNanoseconds).Add(timespan.EndNanoseconds);
            }

            rows.End();
        }

        return rows;
    }

    private async Task ReadAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var index = (int)batch.Number(0, row);
                if (!ranks.TryGetValue(batch.Value(1, row).ToObject(), out var rank))
                    continue;
                (matches[index] ??= []).Add(new DatasetMatch(rank, batch.Id(2, row), batch.TextOrNull(3, row) ?? searched[rank].Name, batch.Timespan(4, row)));
            }
        }
    }
}
