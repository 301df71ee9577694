using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Results;
using SkyButler.Queries.Results.LookUps;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries;

/// <summary>Answers questions about datasets, data IDs and dimension records, streaming in batches.</summary>
public sealed class QueryEngine
{
    private readonly SqlRegistry registry;
    private readonly QuestionBuilder questions;

    /// <summary>Makes an engine over a registry, with the governor values that a client takes for granted.</summary>
    public QueryEngine(SqlRegistry registry, IReadOnlyDictionary<string, DataIdValue>? defaultDataId = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        this.registry = registry;
        questions = new QuestionBuilder(registry, defaultDataId ?? new Dictionary<string, DataIdValue>());
    }

    /// <summary>Datasets of one type, with full data IDs.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    /// <exception cref="RegistryException">A dataset type or collection does not exist, or several calibrations are valid at once.</exception>
    public async IAsyncEnumerable<DatasetRef> DatasetsAsync(DatasetQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(await questions.BuildAsync(query, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var search = ((Projection.Datasets)plan.Question.Projection).Search;
        var runs = new RunNames(registry.Context, search);
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var names = await runs.FindAsync(batch.Rows, 1, cancellationToken).ConfigureAwait(false);
            var dataIds = await DataIdsAsync(plan, batch, query.WithRecords, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < dataIds.Count; i++)
                yield return new DatasetRef(search.Type, dataIds[i], names[batch.Row(i)], batch.Rows.Id(0, batch.Row(i)));
        }
    }

    /// <summary>Datasets of all types that match, type after type in the order of their names.</summary>
    /// <exception cref="QueryException">The query is wrong, perhaps for one of the types only.</exception>
    /// <exception cref="RegistryException">A dataset type or collection does not exist, or several calibrations are valid at once.</exception>
    public async IAsyncEnumerable<DatasetRef> AllDatasetsAsync(AllDatasetsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.FindFirst)
            SearchResolver.RefuseWildcards(query.Collections);
        var remaining = query.Limit is { } limit ? Math.Abs((long)limit) : (long?)null;
        var beyond = query.OnTruncated is null ? 0 : 1;
        foreach (var type in await new TypeMatcher(registry).MatchAsync(query, cancellationToken).ConfigureAwait(false))
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
            await foreach (var dataset in DatasetsAsync(one, cancellationToken).ConfigureAwait(false))
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

    /// <summary>Data IDs, full.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public async IAsyncEnumerable<DataCoordinate> DataIdsAsync(DataIdQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(await questions.BuildAsync(query, null, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            foreach (var dataId in await DataIdsAsync(plan, batch, query.WithRecords, cancellationToken).ConfigureAwait(false))
                yield return dataId;
    }

    /// <summary>Records of one element.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public async IAsyncEnumerable<DimensionRecord> RecordsAsync(
        string element, DataIdQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var definition = registry.Universe[element];
        var plan = await PlanAsync(await questions.BuildAsync(query, definition, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var reader = new RecordReader(plan, definition);
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            for (var i = 0; i < batch.Count; i++)
                yield return reader.Read(batch, i);
    }

    /// <summary>Data IDs with further columns.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public async IAsyncEnumerable<GeneralRow> RowsAsync(GeneralQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(await questions.BuildAsync(query, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var reader = new GeneralReader(plan);
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            foreach (var row in reader.Read(batch))
                yield return row;
    }

    /// <summary>How many datasets there are; a limit is not looked at.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public async Task<long> CountAsync(DatasetQuery query, CancellationToken cancellationToken) =>
        await CountAsync(await questions.BuildAsync(query with { Limit = null, OrderBy = [] }, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>How many data IDs there are; a limit is not looked at.</summary>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public async Task<long> CountAsync(DataIdQuery query, CancellationToken cancellationToken) =>
        await CountAsync(await questions.BuildAsync(query with { Limit = null, OrderBy = [] }, null, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Why there are no such datasets, a sentence for each reason; none where nothing is found out.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(DatasetQuery query, CancellationToken cancellationToken) => await new Explainer(registry)
        .ExplainAsync(await questions.BuildAsync(query, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Why there are no such data IDs, or with <paramref name="element"/> no records of it; a sentence for each reason.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(DataIdQuery query, string? element, CancellationToken cancellationToken) => await new Explainer(registry)
        .ExplainAsync(
            await questions.BuildAsync(query, element is null ? null : registry.Universe[element], cancellationToken).ConfigureAwait(false), cancellationToken)
        .ConfigureAwait(false);

    private async Task<IReadOnlyList<DataCoordinate>> DataIdsAsync(QueryPlan plan, AnswerBatch batch, bool withRecords, CancellationToken cancellationToken)
    {
        var dataIds = new DataIdReader(plan.Question.Dimensions, batch).ReadAll();
        return withRecords ? await registry.Records.ExpandAsync(dataIds, cancellationToken).ConfigureAwait(false) : dataIds;
    }

    private Task<QueryPlan> PlanAsync(Question question, CancellationToken cancellationToken) =>
        new AccessChoice(registry.Context).ChooseAsync(Planner.Plan(question), cancellationToken);

    private async Task<long> CountAsync(Question question, CancellationToken cancellationToken) =>
        await new AnswerReader(registry.Context, await PlanAsync(question, cancellationToken).ConfigureAwait(false)).CountAsync(cancellationToken).ConfigureAwait(false);
}
