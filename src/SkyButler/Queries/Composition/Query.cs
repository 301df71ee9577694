using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries.Results;

namespace SkyButler.Queries.Composition;

/// <summary>
/// A query that is put together step by step. It never changes: each step gives another query, and none asks the database before
/// results are read. Names in conditions are looked up then, with all that is joined.
/// </summary>
public sealed class Query
{
    private static readonly IReadOnlyDictionary<string, object?> NoBinds = new Dictionary<string, object?>();
    private readonly QueryRunner runner;
    private readonly QueryParts parts;

    internal Query(QueryRunner runner, QueryParts parts)
    {
        this.runner = runner;
        this.parts = parts;
    }

    /// <summary>Lets dimensions take part: results exist where records of them all fit together.</summary>
    public Query JoinDimensions(params IReadOnlyList<string> dimensions) => With(parts with { Dimensions = [.. parts.Dimensions, .. dimensions] });

    /// <summary>Demands that a dataset of a type exists in collections; its dimensions take part, and conditions may name its fields.</summary>
    /// <exception cref="QueryException">The type is searched for in other collections already.</exception>
    public Query JoinDatasets(string datasetType, params IReadOnlyList<string> collections)
    {
        var before = parts.Searches.FirstOrDefault(s => s.DatasetType == datasetType);
        if (before is null)
            return With(parts with { Searches = [.. parts.Searches, new SearchPart(datasetType, collections)] });
        return before.Collections.SequenceEqual(collections, StringComparer.Ordinal)
            ? this
            : throw new QueryException($"'{datasetType}' is searched for in {string.Join(", ", before.Collections)} by this query already, and can't be in {string.Join(", ", collections)} too.");
    }

    /// <summary>Restricts the results to data IDs that were uploaded or kept.</summary>
    public Query Join(DataIdTable table) => With(parts with { Tables = [.. parts.Tables, table] });

    /// <summary>Adds a condition in the query language.</summary>
    /// <param name="condition">The condition; it must hold together with all others.</param>
    /// <param name="bind">Values for names in it; sequences may stand in lists.</param>
    public Query Where(string condition, IReadOnlyDictionary<string, object?>? bind = null) =>
        With(parts with { Conditions = [.. parts.Conditions, new ConditionPart(condition, bind ?? NoBinds, [])] });

    /// <summary>Adds values that dimensions must have; names may be fields (<c>exposure.day_obs</c>), values alternate keys.</summary>
    public Query Where(DataId dataId) => With(parts with { Conditions = [.. parts.Conditions, new ConditionPart("", NoBinds, dataId)] });

    /// <summary>Data IDs of dimensions; of all that are joined where none is named.</summary>
    public QueryResults<DataCoordinate> DataIds(params IReadOnlyList<string> dimensions)
    {
        var shape = new ResultShape.DataIds(dimensions.Count > 0 ? dimensions : [.. parts.JoinedDimensions(runner.Universe).Names]);
        return new(runner, parts, shape, ResultOptions.Plain, runner.DataIdsAsync);
    }

    /// <summary>Records of an element.</summary>
    public QueryResults<DimensionRecord> Records(string element) => new(runner, parts, new ResultShape.Records(element), ResultOptions.Plain, runner.RecordsAsync);

    /// <summary>Datasets of a type that is joined already.</summary>
    /// <exception cref="QueryException">It is not joined.</exception>
    public QueryResults<DatasetRef> Datasets(string datasetType, FindRule rule = FindRule.First) => parts.Searches.Any(s => s.DatasetType == datasetType)
        ? new(runner, parts, new ResultShape.Datasets(datasetType, rule), ResultOptions.Plain, runner.DatasetsAsync)
        : throw new QueryException($"'{datasetType}' is not joined by this query; say in which collections to search for it.");

    /// <summary>Datasets of a type in collections.</summary>
    public QueryResults<DatasetRef> Datasets(string datasetType, IReadOnlyList<string> collections, FindRule rule = FindRule.First) =>
        JoinDatasets(datasetType, collections).Datasets(datasetType, rule);

    /// <summary>Data IDs with columns such as <c>visit.name</c> or <c>bias.timespan</c>.</summary>
    /// <param name="dimensions">Dimensions of the data IDs.</param>
    /// <param name="columns">Columns besides them, as conditions name them.</param>
    /// <param name="firstOf">A joined dataset type of which only the first find counts for each data ID; null: all count.</param>
    public QueryResults<GeneralRow> Rows(IReadOnlyList<string> dimensions, IReadOnlyList<string> columns, string? firstOf = null) =>
        new(runner, parts, new ResultShape.Rows(dimensions, columns, firstOf), ResultOptions.Plain, runner.RowsAsync);

    /// <summary>
    /// Asks now and keeps the data IDs in a temporary table; the query that joins it needs not find them again. Conditions on fields of
    /// datasets stay with it, and so do the searches, so that it gives the same datasets.
    /// </summary>
    /// <param name="dimensions">What to keep; all dimensions that are joined, those of datasets among them, where none is named.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The table, to be disposed when it is no longer needed, and the query that joins it.</returns>
    public async Task<(DataIdTable Table, Query Query)> MaterializeAsync(IReadOnlyList<string>? dimensions = null, CancellationToken cancellationToken = default)
    {
        var shape = new ResultShape.DataIds(dimensions ?? await runner.AllDimensionsAsync(parts, cancellationToken).ConfigureAwait(false));
        var table = await runner.KeepAsync(parts, shape, cancellationToken).ConfigureAwait(false);
        var conditions = await runner.DatasetConditionsAsync(parts, cancellationToken).ConfigureAwait(false);
        return (table, new Query(runner, new QueryParts { Searches = parts.Searches, Tables = [table], Conditions = conditions }));
    }

    private Query With(QueryParts changed) => new(runner, changed);
}
