using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries.Composition;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Results.LookUps;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Queries.Results;

/// <summary>Plans questions, puts them to the database, and makes results of its answers.</summary>
internal sealed class QueryRunner(SqlRegistry registry, QueryDefaults defaults)
{
    private readonly QuestionBuilder questions = new(registry, defaults);
    private readonly AccessChoice access = new(registry.Context);

    public DimensionUniverse Universe => registry.Universe;

    public async IAsyncEnumerable<DatasetRef> DatasetsAsync(
        QueryParts parts, ResultShape shape, ResultOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, options, cancellationToken).ConfigureAwait(false);
        var search = ((Projection.Datasets)plan.Question.Projection).Search;
        var runs = new RunNames(registry.Context, search);
        var limit = new ResultLimit(options);
        var records = registry.Records.Remember();
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var names = await runs.FindAsync(batch.Rows, 1, cancellationToken).ConfigureAwait(false);
            var dataIds = await ReadDataIdsAsync(plan, batch, options, records, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < dataIds.Count && limit.Takes(); i++)
                yield return new DatasetRef(search.Type, dataIds[i], names[batch.Row(i)], batch.Rows.Id(0, batch.Row(i)));
        }
    }

    public async IAsyncEnumerable<DataCoordinate> DataIdsAsync(
        QueryParts parts, ResultShape shape, ResultOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, options, cancellationToken).ConfigureAwait(false);
        var limit = new ResultLimit(options);
        var records = registry.Records.Remember();
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            foreach (var dataId in await ReadDataIdsAsync(plan, batch, options, records, cancellationToken).ConfigureAwait(false))
                if (limit.Takes())
                    yield return dataId;
    }

    public async IAsyncEnumerable<DimensionRecord> RecordsAsync(
        QueryParts parts, ResultShape shape, ResultOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, options, cancellationToken).ConfigureAwait(false);
        var reader = new RecordReader(plan, ((Projection.Records)plan.Question.Projection).Element);
        var limit = new ResultLimit(options);
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            for (var i = 0; i < batch.Count && limit.Takes(); i++)
                yield return reader.Read(batch, i);
    }

    public async IAsyncEnumerable<GeneralRow> RowsAsync(
        QueryParts parts, ResultShape shape, ResultOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, options, cancellationToken).ConfigureAwait(false);
        var reader = new GeneralReader(plan);
        var limit = new ResultLimit(options);
        var records = registry.Records.Remember();
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var expanded = options.WithRecords ? await ReadDataIdsAsync(plan, batch, options, records, cancellationToken).ConfigureAwait(false) : null;
            var i = 0;
            foreach (var row in reader.Read(batch))
            {
                if (!limit.Takes())
                    yield break;
                yield return expanded is null ? row : row with { DataId = expanded[i++] };
            }
        }
    }

    public async Task<long> CountAsync(QueryParts parts, ResultShape shape, Counting counting, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, ResultOptions.Plain, cancellationToken).ConfigureAwait(false);
        return await new AnswerReader(registry.Context, counting == Counting.Exact ? plan : Candidates(plan)).CountAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> AnyAsync(QueryParts parts, ResultShape shape, Certainty certainty, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(parts, shape, new ResultOptions { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        if (certainty == Certainty.PlanOnly)
            return !plan.IsEmpty;
        await foreach (var batch in new AnswerReader(registry.Context, certainty == Certainty.Exact ? plan : Candidates(plan)).ReadAsync(cancellationToken).ConfigureAwait(false))
            if (batch.Count > 0)
                return true;
        return false;
    }

    public async Task<IReadOnlyList<string>> ExplainAsync(QueryParts parts, ResultShape shape, CancellationToken cancellationToken) => await new Explainer(registry)
        .ExplainAsync(await questions.BuildAsync(parts, shape, ResultOptions.Plain, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>All dimensions of a query, those of its datasets among them.</summary>
    public async Task<IReadOnlyList<string>> AllDimensionsAsync(QueryParts parts, CancellationToken cancellationToken)
    {
        var question = await questions.BuildAsync(parts, new ResultShape.DataIds([]), ResultOptions.Plain, cancellationToken).ConfigureAwait(false);
        return question.Operands.Aggregate(parts.JoinedDimensions(Universe), (all, joined) => all.Union(joined)).Names;
    }

    /// <summary>Puts data IDs into a temporary table. Results of a query that reads such a table itself are held in memory meanwhile.</summary>
    public async Task<DataIdTable> KeepAsync(QueryParts parts, ResultShape.DataIds shape, CancellationToken cancellationToken) => await DataIdTable.MakeAsync(
        registry.Context, Universe.Conform(shape.Dimensions), DataIdsAsync(parts, shape, ResultOptions.Plain, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Puts given data IDs into a temporary table.</summary>
    public Task<DataIdTable> UploadAsync(DimensionGroup dimensions, IAsyncEnumerable<DataCoordinate> dataIds, CancellationToken cancellationToken) =>
        DataIdTable.MakeAsync(registry.Context, dimensions, dataIds, cancellationToken);

    /// <summary>The conditions of a query that are about datasets, not about data IDs alone.</summary>
    public Task<IReadOnlyList<ConditionPart>> DatasetConditionsAsync(QueryParts parts, CancellationToken cancellationToken) =>
        questions.DatasetConditionsAsync(parts, cancellationToken);

    private static QueryPlan Candidates(QueryPlan plan) => plan with { RegionTests = [], RepeatsAfterTests = false };

    private async Task<QueryPlan> PlanAsync(QueryParts parts, ResultShape shape, ResultOptions options, CancellationToken cancellationToken)
    {
        var question = await questions.BuildAsync(parts, shape, options, cancellationToken).ConfigureAwait(false);
        return await access.ChooseAsync(Planner.Plan(question), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<DataCoordinate>> ReadDataIdsAsync(QueryPlan plan, AnswerBatch batch, ResultOptions options, RecordMemory records, CancellationToken cancellationToken)
    {
        var dataIds = new DataIdReader(plan.Question.Dimensions, batch).ReadAll();
        return options.WithRecords ? await registry.Records.ExpandAsync(dataIds, records, cancellationToken).ConfigureAwait(false) : dataIds;
    }
}
