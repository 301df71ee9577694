using System.Collections.Concurrent;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Records;

/// <summary>Reads dimension records by key, many at a time; small elements are held in memory.</summary>
internal sealed class RecordReader
{
    /// <summary>Keys that go to the database at once.</summary>
    public const int Chunk = 5000;

    private readonly RegistryContext context;
    private readonly ConcurrentDictionary<DimensionElement, IReadOnlyDictionary<RecordKey, DimensionRecord>> cache = [];
    private readonly ConcurrentDictionary<DimensionElement, bool> changed = [];

    public RecordReader(RegistryContext context)
    {
        this.context = context;
        context.Database.RolledBack.Add(cache.Clear);
        context.Database.Committed.Add(ForgetChanged);
    }

    private Database Database => context.Database;

    /// <summary>Records in the order of the keys; null where there is none.</summary>
    public async Task<IReadOnlyList<DimensionRecord?>> FetchAsync(DimensionElement element, IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (element.Kind == DimensionElementKind.SkyPix)
            return Pixels(element, keys);
        return element.IsCached
            ? await FromCacheAsync(element, keys, cancellationToken).ConfigureAwait(false)
            : await FetchStoredAsync(element, keys, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same from the element's table, whatever is held in memory.</summary>
    public async Task<IReadOnlyList<DimensionRecord?>> FetchStoredAsync(DimensionElement element, IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        var found = new DimensionRecord?[keys.Count];
        for (var start = 0; start < keys.Count; start += Chunk)
            await ReadAsync(element, keys, start, found, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>All records of a cached element, from memory where they have been read.</summary>
    public async Task<IReadOnlyCollection<DimensionRecord>> CachedAsync(DimensionElement element, CancellationToken cancellationToken) =>
        [.. (await LoadedAsync(element, cancellationToken).ConfigureAwait(false)).Values];

    /// <summary>Forgets what was read of an element, and of those that are views of it.</summary>
    public void Forget(DimensionElement element)
    {
        foreach (var one in context.Universe.Elements.Where(e => e == element || e.ImpliedUnionTarget == element.Name))
        {
            cache.TryRemove(one, out _);
            changed[one] = true;
        }
    }

    /// <summary>Forgets an element where a record is held in memory as it is no longer.</summary>
    public void ForgetUnless(DimensionRecord record)
    {
        if (cache.TryGetValue(record.Element, out var loaded) && loaded.GetValueOrDefault(RecordKey.Of(record))?.Equals(record) != true)
            Forget(record.Element);
    }

    /// <summary>A query of an element's columns in the order of its schema; its table has the alias <c>e</c>.</summary>
    public SqlBuilder Select(DimensionElement element, string before) => Database.Sql().Raw("SELECT ").Raw(before).Append($"{new SqlNames(Columns(element), "e")} FROM {new SqlName(element.Name)} e");

    public static DimensionRecord Record(DimensionElement element, RowBatch batch, int row, int first)
    {
        var values = new object?[element.Schema.Fields.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = ColumnValues.Read(batch, first + i, row);
        return new DimensionRecord(element, values);
    }

    // Somebody else may have read the old records while the transaction that changed them was still open.
    private void ForgetChanged()
    {
        foreach (var element in changed.Keys)
            if (changed.TryRemove(element, out _))
                cache.TryRemove(element, out _);
    }

    private static DimensionRecord?[] Pixels(DimensionElement element, IReadOnlyList<RecordKey> keys)
    {
        var pixelization = element.SkyPixSystem!.Pixelization(element.SkyPixLevel);
        var records = new DimensionRecord?[keys.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var index = keys[i].Values[0].Number;
            if (index >= 0 && pixelization.Universe.Contains((ulong)index))
                records[i] = new DimensionRecord(element, [index, pixelization.Pixel((ulong)index)]);
        }

        return records;
    }

    private IReadOnlyList<string> Columns(DimensionElement element) =>
        [.. element.Schema.Fields.SelectMany(f => Database.Dialect.PhysicalColumns(new Schema.ColumnDefinition(f.Name, f.Type)))];

    private async Task<IReadOnlyList<DimensionRecord?>> FromCacheAsync(DimensionElement element, IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        var wasLoaded = cache.ContainsKey(element);
        var loaded = await LoadedAsync(element, cancellationToken).ConfigureAwait(false);
        if (wasLoaded && keys.Any(k => !loaded.ContainsKey(k)))
        {
            // Another process may have added it since.
            cache.TryRemove(element, out _);
            loaded = await LoadedAsync(element, cancellationToken).ConfigureAwait(false);
        }

        return [.. keys.Select(k => loaded.GetValueOrDefault(k))];
    }

    private async Task<IReadOnlyDictionary<RecordKey, DimensionRecord>> LoadedAsync(DimensionElement element, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(element, out var loaded))
            return loaded;
        var records = new Dictionary<RecordKey, DimensionRecord>();
        var query = (element.ImpliedUnionTarget is { } target
            ? Database.Sql().Append($"SELECT DISTINCT {new SqlName(element.Name)} FROM {new SqlName(target)}")
            : Select(element, "")).Build([.. element.Schema.Fields.Select(f => f.Type)]);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var record = Record(element, batch, row, 0);
                records[RecordKey.Of(record)] = record;
            }
        }

        return cache[element] = records;
    }

    private async Task ReadAsync(DimensionElement element, IReadOnlyList<RecordKey> keys, int start, DimensionRecord?[] found, CancellationToken cancellationToken)
    {
        var rows = new KeyRows(element.Required.Count);
        for (var i = start; i < keys.Count && i < start + Chunk; i++)
            rows.Begin().Add(keys[i].Values).End();
        var sql = Database.Sql().Append($"SELECT k.i, {new SqlNames(Columns(element), "e")} FROM {rows} k CROSS JOIN {new SqlName(element.Name)} e WHERE ")
            .Raw(string.Join(" AND ", element.Schema.Fields.Take(element.Required.Count).Select((f, i) => $"e.{Database.Dialect.Quote(f.Name)} = k.c{i}")));
        var query = sql.Build([ColumnType.Int, .. element.Schema.Fields.Select(f => f.Type)]);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                found[start + (int)batch.Number(0, row)] = Record(element, batch, row, 1);
    }
}
