using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Validity ranges that overlap a range of time, to be cut down to what lies outside of it.</summary>
internal sealed class CalibrationRows(RegistryContext context, DatasetTypeTables tables, string calibs, object collection)
{
    private const int Chunk = 10_000;
    private readonly List<(long Id, Guid Dataset, DataIdValue[] Values, Timespan Validity)> rows = [];

    private Database Database => context.Database;

    private IReadOnlyList<DimensionElement> Required => tables.Type.Dimensions.Required;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    /// <summary>Reads the ranges that overlap one, of some data IDs or of all.</summary>
    public async Task ReadAsync(Timespan range, IReadOnlyList<DataCoordinate>? dataIds, CancellationToken cancellationToken)
    {
        if (dataIds is null)
        {
            await ReadAsync(Select(range, null), cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var chunk in dataIds.Select(d => d.Subset(tables.Type.Dimensions)).Distinct().Chunk(Chunk))
        {
            var keys = new KeyRows(Required.Count);
            foreach (var dataId in chunk)
                keys.Begin().Add(dataId.Values[..Required.Count]).End();
            await ReadAsync(Select(range, keys), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the ranges that were read and puts what is left of them without the given range.</summary>
    public async Task ReplaceAsync(Timespan range, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(Chunk))
            await Database.ExecuteAsync(
                Database.Sql().Append($"DELETE FROM {new SqlName(calibs)} WHERE id IN {chunk.Select(r => (object)r.Id)}").Build(), cancellationToken).ConfigureAwait(false);
        var remnants = rows.SelectMany(r => r.Validity.Difference(range).Select(rest => (r.Dataset, r.Values, Validity: rest))).ToList();
        var columns = SqlName.List(
            ["dataset_type_id", "dataset_id", context.Variant.CollectionColumn, "timespan_begin", "timespan_end", .. Required.Select(d => d.Name)]);
        var sql = Database.Sql().Append($"INSERT INTO {new SqlName(calibs)} ({columns})")
            .Raw(" VALUES (").Raw(string.Join(", ", Enumerable.Range(1, columns.Values.Count).Select(Database.Dialect.Placeholder))).Raw(")").ToString();
        await Database.ExecuteManyAsync(
            sql,
            remnants,
            (row, remnant) =>
            {
                row.Bind(1, tables.Id);
                row.Bind(2, remnant.Dataset);
                row.BindAny(3, collection);
                row.Bind(4, remnant.Validity.BeginNanoseconds);
                row.Bind(5, remnant.Validity.EndNanoseconds);
                for (var i = 0; i < remnant.Values.Length; i++)
                    row.Bind(6 + i, remnant.Values[i]);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private SqlQuery Select(Timespan range, KeyRows? keys)
    {
        var sql = Database.Sql().Append($"SELECT {new SqlNames(["id", "dataset_id", "timespan_begin", "timespan_end", .. Required.Select(d => d.Name)], "g")} FROM ");
        if (keys is not null)
            sql.Rows(keys).Raw(" k CROSS JOIN ");
        sql.Append($"{new SqlName(calibs)} g WHERE g.dataset_type_id = {tables.Id} AND g.{Collection} = {collection} ")
            .Append($"AND g.timespan_begin < {range.EndNanoseconds} AND g.timespan_end > {range.BeginNanoseconds}");
        for (var i = 0; keys is not null && i < Required.Count; i++)
            sql.Append($" AND g.{new SqlName(Required[i].Name)} = k.{new SqlText($"c{i}")}");
        return sql.Build([ColumnType.Int, ColumnType.Uuid, ColumnType.Timespan, .. Required.Select(d => d.PrimaryKey!.Type)]);
    }

    private async Task ReadAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var values = new DataIdValue[Required.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = batch.Value(3 + i, row);
                rows.Add((batch.Number(0, row), batch.Id(1, row), values, batch.Timespan(2, row)!.Value));
            }
        }
    }
}
