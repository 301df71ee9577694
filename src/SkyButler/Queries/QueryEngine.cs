using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries.Composition;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Results;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries;

/// <summary>Answers questions about datasets, data IDs and dimension records, streaming in batches.</summary>
public sealed class QueryEngine
{
    private readonly SqlRegistry registry;
    private readonly QueryRunner runner;

    /// <summary>Makes an engine over a registry, with the governor values that a client takes for granted.</summary>
    public QueryEngine(SqlRegistry registry, IReadOnlyDictionary<string, DataIdValue>? defaultDataId = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        this.registry = registry;
        runner = new QueryRunner(registry, QueryDefaults.Of(defaultDataId ?? new Dictionary<string, DataIdValue>()));
    }

    internal QueryEngine(SqlRegistry registry, QueryDefaults defaults)
    {
        this.registry = registry;
        runner = new QueryRunner(registry, defaults);
    }

    /// <summary>A query to be put together step by step.</summary>
    public Query Query() => new(runner, QueryParts.Nothing);

    /// <summary>Puts data IDs into a temporary table that queries can join; it needs no right to write.</summary>
    /// <param name="dimensions">Dimensions of which all data IDs have values; others that they have are left out.</param>
    /// <param name="dataIds">The data IDs; they are read once, and not held in memory.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The table, to be disposed when it is no longer needed.</returns>
    public Task<DataIdTable> UploadAsync(IReadOnlyList<string> dimensions, IAsyncEnumerable<DataCoordinate> dataIds, CancellationToken cancellationToken = default) =>
        runner.UploadAsync(registry.Universe.Conform(dimensions), dataIds, cancellationToken);

    /// <summary>Puts data IDs into a temporary table that queries can join; it needs no right to write.</summary>
    public Task<DataIdTable> UploadAsync(IReadOnlyList<string> dimensions, IEnumerable<DataCoordinate> dataIds, CancellationToken cancellationToken = default) =>
        UploadAsync(dimensions, dataIds.ToAsyncEnumerable(), cancellationToken);

    /// <summary>Datasets of one type, with full data IDs.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    /// <exception cref="RegistryException">A dataset type or collection does not exist, or several calibrations are valid at once.</exception>
    public IAsyncEnumerable<DatasetRef> DatasetsAsync(DatasetQuery query, CancellationToken cancellationToken) =>
        runner.DatasetsAsync(query.Parts, query.Shape, query.Options, cancellationToken);

    /// <summary>Datasets of all types that match, type after type in the order of their names.</summary>
    /// <exception cref="QueryException">The query is wrong, perhaps for one of the types only.</exception>
    /// <exception cref="RegistryException">A dataset type or collection does not exist, or several calibrations are valid at once.</exception>
    public async IAsyncEnumerable<DatasetRef> AllDatasetsAsync(AllDatasetsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.FindFirst)
            SearchResolver.RefuseWildcards(query.Collections);
        var remaining = query.Limit is { } limit ? Math.Abs((long)limit) : (long?)null;
        var beyond = query.OnTruncated is null ? 0 : 1;
        var searched = new SearchedCollections(registry);
        foreach (var type in await new TypeMatcher(registry, searched).MatchAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (remaining + beyond == 0)
                yield break;
            var one = new DatasetQuery
            {
                DatasetType = type.Name,
                Collections = query.Collections,
                FindFirst = query.FindFirst,
                Repetition = query.Repetition,
                Where = query.Where,
                Bind = query.Bind,
                DataId = query.DataId,
                OrderBy = query.OrderBy,
                Limit = remaining is { } rest ? (int)Math.Min(rest + beyond, int.MaxValue) : null,
                WithRecords = query.WithRecords,
            };
            await foreach (var dataset in runner.DatasetsAsync(one.Parts with { Searched = searched }, one.Shape, one.Options, cancellationToken).ConfigureAwait(false))
            {
                if (remaining == 0)
                {
                    query.OnTruncated?.Invoke(Math.Abs(query.Limit!.Value));
                    yield break;
                }

                remaining--;
                yield return dataset;
            }
        }
    }

    /// <summary>
    /// Memberships of datasets of one type in collections: each dataset once for each collection that has it, and in calibration
    /// collections once for each range of validity.
    /// </summary>
    /// <param name="datasetType">The dataset type.</param>
    /// <param name="collections">Names or globs of collections; chains stand for their members.</param>
    /// <param name="types">Types of the collections to look at; null for all.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="RegistryException">The dataset type or a collection does not exist.</exception>
    public async IAsyncEnumerable<DatasetAssociation> AssociationsAsync(
        string datasetType, IReadOnlyList<string> collections, IReadOnlySet<CollectionType>? types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var type = await registry.DatasetTypes.GetAsync(datasetType, cancellationToken).ConfigureAwait(false);
        var flat = await registry.Collections.FlattenAsync(collections, cancellationToken).ConfigureAwait(false);
        var searched = flat.Where(c => types?.Contains(c.Type) != false).ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        if (searched.Count == 0)
            yield break;
        var rows = Query().JoinDatasets(datasetType, [.. searched.Keys]).Rows(type.Dimensions.Names, DatasetAssociation.Columns(datasetType));
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return DatasetAssociation.Of(type, row, searched);
    }

    /// <summary>Data IDs, full.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public IAsyncEnumerable<DataCoordinate> DataIdsAsync(DataIdQuery query, CancellationToken cancellationToken) =>
        runner.DataIdsAsync(query.Parts, query.Shape(null), query.Options, cancellationToken);

    /// <summary>Records of one element.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public IAsyncEnumerable<DimensionRecord> RecordsAsync(string element, DataIdQuery query, CancellationToken cancellationToken) =>
        runner.RecordsAsync(query.Parts, query.Shape(element), query.Options, cancellationToken);

    /// <summary>Data IDs with further columns.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public IAsyncEnumerable<GeneralRow> RowsAsync(GeneralQuery query, CancellationToken cancellationToken) =>
        runner.RowsAsync(query.Parts, query.Shape, query.Options, cancellationToken);

    /// <summary>How many datasets there are; a limit is not looked at.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public Task<long> CountAsync(DatasetQuery query, CancellationToken cancellationToken) =>
        runner.CountAsync(query.Parts, query.Shape, Counting.Exact, cancellationToken);

    /// <summary>How many data IDs there are; a limit is not looked at.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public Task<long> CountAsync(DataIdQuery query, CancellationToken cancellationToken) =>
        runner.CountAsync(query.Parts, query.Shape(null), Counting.Exact, cancellationToken);

    /// <summary>Why there are no such datasets, a sentence for each reason; none where nothing is found out.</summary>
    public Task<IReadOnlyList<string>> ExplainAsync(DatasetQuery query, CancellationToken cancellationToken) =>
        runner.ExplainAsync(query.Parts, query.Shape, cancellationToken);

    /// <summary>Why there are no such data IDs, or with <paramref name="element"/> no records of it; a sentence for each reason.</summary>
    public Task<IReadOnlyList<string>> ExplainAsync(DataIdQuery query, string? element, CancellationToken cancellationToken) =>
        runner.ExplainAsync(query.Parts, query.Shape(element), cancellationToken);
}
