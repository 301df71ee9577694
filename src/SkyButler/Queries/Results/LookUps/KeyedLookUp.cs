using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>
/// Fetches something of an element's records for the rows of batches: each key once, all that a batch lacks in one query, and what
/// was fetched is kept up to a bound.
/// </summary>
/// <param name="context">The registry.</param>
/// <param name="element">Whose records.</param>
/// <param name="fields">Which of their fields.</param>
/// <param name="read">Makes the value from a row, in which the first field is at the given column.</param>
internal sealed class KeyedLookUp<T>(
    RegistryContext context, DimensionElement element, IReadOnlyList<DimensionRecordField> fields, Func<RowBatch, int, int, T> read)
    where T : class
{
    private const int Kept = 100_000;
    private readonly Dictionary<DataIdValue[], T?> known = new(KeyComparer.Instance);

    /// <summary>The value for each row; null where there is no record.</summary>
    public async Task<T?[]> FindAsync(KeyColumn[] keys, int rows, CancellationToken cancellationToken)
    {
        var found = new T?[rows];
        if (FindKnown(keys, found) is { Count: > 0 } unknown)
        {
            await FetchAsync(unknown, cancellationToken).ConfigureAwait(false);
            FindKnown(keys, found);
        }

        return found;
    }

    // Fills in what is known; the keys that are not.
    private HashSet<DataIdValue[]> FindKnown(KeyColumn[] keys, T?[] found)
    {
        var unknown = new HashSet<DataIdValue[]>(KeyComparer.Instance);
        var lookUp = known.GetAlternateLookup<ReadOnlySpan<DataIdValue>>();
        var add = unknown.GetAlternateLookup<ReadOnlySpan<DataIdValue>>();
        var key = new DataIdValue[keys.Length];
        for (var row = 0; row < found.Length; row++)
        {
            var repeated = row > 0;
            for (var k = 0; k < keys.Length; k++)
            {
                var value = keys[k][row];
                repeated &= key[k] == value;
                key[k] = value;
            }

            if (repeated)
                found[row] = found[row - 1];
            else if (lookUp.TryGetValue(key, out var value))
                found[row] = value;
            else
                add.Add(key);
        }

        return unknown;
    }

    private async Task FetchAsync(HashSet<DataIdValue[]> keys, CancellationToken cancellationToken)
    {
        if (known.Count + keys.Count > Kept)
            known.Clear();
        var ordered = keys.ToList();
        var rows = new KeyRows(element.Required.Count);
        foreach (var key in ordered)
            rows.Begin().Add(key).End();
        foreach (var key in ordered)
            known[key] = null;
        await foreach (var batch in context.Database.QueryAsync(Query(rows), cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                known[ordered[(int)batch.Number(0, row)]] = read(batch, row, 1);
    }

    private SqlQuery Query(KeyRows rows)
    {
        var required = element.Schema.Fields.Take(element.Schema.RequiredCount).ToList();
        var sql = context.Database.Sql().Raw("SELECT wanted.i");
        foreach (var field in fields)
            foreach (var column in context.Database.Dialect.PhysicalColumns(new(field.Name, field.Type)))
                sql.Append($", t.{new SqlName(column)}");
        sql.Append($" FROM {rows} AS wanted JOIN {new SqlName(element.Name)} AS t ON ");
        for (var k = 0; k < required.Count; k++)
            sql.Raw(k == 0 ? "" : " AND ").Append($"t.{new SqlName(required[k].Name)} = wanted.{new SqlName("c" + k)}");
        var types = new ColumnType[fields.Count + 1];
        types[0] = ColumnType.Int;
        for (var f = 0; f < fields.Count; f++)
            types[f + 1] = fields[f].Type;
        return sql.Build(types);
    }
}
