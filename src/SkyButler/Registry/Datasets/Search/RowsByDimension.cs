using System.Collections.Concurrent;
using SkyButler.Dimensions;

namespace SkyButler.Registry.Datasets.Search;

/// <summary>
/// How many rows of a table of tags have the same value of a dimension, as the database's own statistics have it: where these are few beside the
/// collections to be searched, they are read all and picked from, which takes one scan of an index instead of a probe for each collection.
/// </summary>
internal sealed class RowsByDimension(RegistryContext context)
{
    // A probe of an index of ten million rows takes as long as reading so many rows of one value.
    private const int RowsOfProbe = 8;

    // Fewer are probed in no time.
    private const int ManyCollections = 64;

    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (double? Rows, DateTimeOffset Read)> known = new(StringComparer.Ordinal);

    /// <summary>Whether a search for few data IDs in so many collections had better read all rows of a value.</summary>
    public async Task<bool> AreFewAsync(DatasetTypeTables tables, int collections, CancellationToken cancellationToken) =>
        collections >= ManyCollections && await LeastAsync(tables, cancellationToken).ConfigureAwait(false) < (double)RowsOfProbe * collections;

    // Of the dimension that tells most apart; null where the database doesn't know or has no index by it.
    private async Task<double?> LeastAsync(DatasetTypeTables tables, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        if (known.TryGetValue(tables.Tags, out var before) && now - before.Read < Valid)
            return before.Rows;
        var indexed = tables.Type.Dimensions.Required.Where(d => d.Kind != DimensionElementKind.SkyPix).Select(d => d.Name).ToList();
        var rows = default(double?);
        if (context.Database.Dialect.AppendRowsPerValue(context.Database.Sql(), tables.Tags, indexed) is { } sql)
        {
            var answer = await context.Database.FetchAsync(sql.Build(ColumnType.Float), cancellationToken).ConfigureAwait(false);
            rows = answer.Sum(b => b.Count) == 0 || answer[0].IsNull(0, 0) ? null : answer[0].Real(0, 0);
        }

        known[tables.Tags] = (rows, now);
        return rows;
    }
}
