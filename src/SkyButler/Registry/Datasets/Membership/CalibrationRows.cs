using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

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
        await Database.InsertAsync(
            new RowInsert(calibs, DatasetTables.CalibColumns(tables.Type.Dimensions, context.Variant)) { Generated = "id" },
            remnants,
            (row, remnant) =>
            {
                row.Write(tables.Id);
                row.Write(remnant.Dataset);
                row.WriteAny(collection);
                foreach (var value in remnant.Values)
                    row.Write(value);
                row.Write(remnant.Validity);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private SqlQuery Select(Timespan range, KeyRows? keys)
    {
        var sql = Database.Sql().Append($"SELECT g.id, g.dataset_id, {new SqlText(Database.Dialect.TimespanColumns("g", "timespan"))}");
        foreach (var dimension in Required)
            sql.Append($", g.{new SqlName(dimension.Name)}");
        sql.Raw(" FROM ");
        if (keys is not null)
            sql.Rows(keys).Raw(" k CROSS JOIN ");
        sql.Append($"{new SqlName(calibs)} g WHERE g.dataset_type_id = {tables.Id} AND g.{Collection} = {collection} ")
            .Raw("AND ").Raw(Database.Dialect.TimespanOverlaps("g", "timespan", range));
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
