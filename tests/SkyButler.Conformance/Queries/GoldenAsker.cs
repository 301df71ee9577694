using System.Text.Json.Nodes;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Conformance.Queries;

/// <summary>Puts recorded questions to SkyButler.</summary>
internal sealed class GoldenAsker(SqlRegistry registry, QueryEngine queries, CancellationToken cancellationToken)
{
    /// <summary>The answer, a line for each row.</summary>
    public Task<List<string>> AskAsync(GoldenQuestion question) => question.Api switch
    {
        "query_data_ids" => LinesAsync(queries.DataIdsAsync(DataIds(question, GoldenQuestion.Texts(question.Arguments[0])), cancellationToken), GoldenAnswer.Line),
        "query_dimension_records" => LinesAsync(queries.RecordsAsync((string)question.Arguments[0]!, DataIds(question, []), cancellationToken), GoldenAnswer.Line),
        "query_datasets" => LinesAsync(queries.DatasetsAsync(Datasets(question), cancellationToken), GoldenAnswer.Line),
        "query_all_datasets" => LinesAsync(queries.AllDatasetsAsync(AllDatasets(question), cancellationToken), GoldenAnswer.Line),
        "general" => GeneralAsync(question),
        "find_dataset" => FindAsync(question),
        "collections.query" or "collections.query_info" => CollectionsAsync(question),
        "registry.queryDatasetTypes" => DatasetTypesAsync(),
        _ => throw new InvalidOperationException($"Nobody knows how to ask {question}"),
    };

    public Task<IReadOnlyList<string>> ExplainAsync(GoldenQuestion question) => question.Api switch
    {
        "query_datasets" => queries.ExplainAsync(Datasets(question), cancellationToken),
        "query_data_ids" => queries.ExplainAsync(DataIds(question, GoldenQuestion.Texts(question.Arguments[0])), null, cancellationToken),
        _ => queries.ExplainAsync(DataIds(question, []), (string)question.Arguments[0]!, cancellationToken),
    };

    private static DataIdQuery DataIds(GoldenQuestion question, IReadOnlyList<string> dimensions) => new()
    {
        Dimensions = dimensions,
        Where = question.Where,
        Bind = question.Bind,
        DataId = question.DataId,
        OrderBy = question.OrderBy,
        Limit = question.Limit,
    };

    private static DatasetQuery Datasets(GoldenQuestion question) => new()
    {
        DatasetType = (string)question.Arguments[0]!,
        Collections = GoldenQuestion.Texts(question.Arguments[1]),
        FindFirst = question.FindFirst,
        Repetition = DatasetRepetition.ForEachMembership,
        Where = question.Where,
        Bind = question.Bind,
        DataId = question.DataId,
        OrderBy = question.OrderBy,
        Limit = question.Limit,
    };

    private static AllDatasetsQuery AllDatasets(GoldenQuestion question) => new()
    {
        Collections = GoldenQuestion.Texts(question.Arguments[0]),
        DatasetTypes = GoldenQuestion.Texts(question.Keywords["name"]),
        FindFirst = question.FindFirst,
        Repetition = DatasetRepetition.ForEachMembership,
        Where = question.Where,
        Bind = question.Bind,
        DataId = question.DataId,
        Limit = question.Limit,
    };

    private async Task<List<string>> GeneralAsync(GoldenQuestion question)
    {
        var columns = GoldenQuestion.Texts(question.Keywords["columns"]);
        var query = new GeneralQuery
        {
            Dimensions = GoldenQuestion.Texts(question.Keywords["dimensions"]),
            Columns = columns,
            Datasets = (question.Keywords["join"]?.AsObject() ?? []).ToDictionary(j => j.Key, j => GoldenQuestion.Texts(j.Value), StringComparer.Ordinal),
            FindFirst = question.Keywords["join"] is not null && question.FindFirst,
            Where = question.Where,
            OrderBy = question.OrderBy,
        };
        return await LinesAsync(queries.RowsAsync(query, cancellationToken), row => GoldenAnswer.Line(row.DataId, columns, row.Values));
    }

    private async Task<List<string>> FindAsync(GoldenQuestion question)
    {
        var type = await registry.DatasetTypes.GetAsync((string)question.Arguments[0]!, cancellationToken);
        var named = question.DataId;
        if (question.Arguments.Count > 1)
            foreach (var (name, value) in question.Arguments[1]!.AsObject())
                named[name] = value!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (long)value : (string)value!;
        Timespan? timespan = question.Keywords["timespan"]?["$timespan_ns"] is JsonArray bounds
            ? Timespan.FromStored((long)bounds[0]!, (long)bounds[1]!)
            : null;
        var dataId = named.Keys.Any(k => k.Contains('.', StringComparison.Ordinal))
            ? await queries.DataIdsAsync(new DataIdQuery { Dimensions = type.Dimensions.Names, DataId = named }, cancellationToken).SingleAsync(cancellationToken)
            : DataCoordinate.Standardize(type.Dimensions, named);
        var found = await registry.Datasets.FindAsync(type, [dataId], GoldenQuestion.Texts(question.Keywords["collections"]), [timespan], cancellationToken);
        var expanded = found[0] is { } dataset ? await registry.Records.ExpandAsync([dataset.DataId], cancellationToken) : [];
        return [.. expanded.Select(e => GoldenAnswer.Line(found[0]!.WithDataId(e.WithoutRecords())))];
    }

    private async Task<List<string>> CollectionsAsync(GoldenQuestion question)
    {
        var names = GoldenQuestion.Texts(question.Arguments[0]);
        if ((bool?)question.Keywords["flatten_chains"] == true)
            return [.. (await registry.Collections.FlattenAsync(names, cancellationToken)).Select(c => c.Name)];
        var types = question.Keywords["collection_types"]?.AsArray().Select(t => (CollectionType)(int)t!).ToHashSet();
        var found = await registry.Collections.QueryAsync(names, types, cancellationToken);
        if (question.Api == "collections.query")
            return [.. found.Select(c => c.Name)];
        var all = found.Select(c => c.Name).ToList();
        var summaries = await registry.Collections.SummariesAsync(all, cancellationToken);
        var parents = await registry.Collections.ParentsAsync(all, cancellationToken);
        return [.. found.Select(c => GoldenAnswer.Line(new JsonObject
        {
            ["name"] = c.Name,
            ["type"] = (int)c.Type,
            ["doc"] = c.Documentation,
            ["children"] = List(c.Children),
            ["parents"] = (bool?)question.Keywords["include_parents"] == true ? List(parents[c.Name]) : null,
            ["dataset_types"] = List(summaries[c.Name].DatasetTypes.Order(StringComparer.Ordinal)),
        }))];
    }

    private async Task<List<string>> DatasetTypesAsync() =>
        [.. (await registry.DatasetTypes.QueryAsync(["*"], null, cancellationToken)).Select(t => t.Name)];

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private async Task<List<string>> LinesAsync<T>(IAsyncEnumerable<T> rows, Func<T, string> line)
    {
        var lines = new List<string>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
            lines.Add(line(row));
        return lines;
    }
}
