using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Composition;
using SkyButler.Tests.Queries.Oracle.Answers;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Queries.Oracle.Worlds;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Oracle;

/// <summary>A query that is put together in steps, or continued from what was kept of it, has the answer of the whole question.</summary>
public abstract class CompositionTests(DatabaseKind kind)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(200, Long ? 200 : 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Steps_and_kept_results_give_the_answer_of_the_whole_question(int seed)
    {
        var world = WorldMaker.Make(seed);
        await using var test = await WorldStore.StoreAsync(world, (RegistryVariant)(seed % 4), kind);
        for (var i = 0; i < 30; i++)
        {
            var ask = AskMaker.Make(world, (seed * 1000) + i) with { Limit = null, Order = [] };
            if (ask.Kind is not (AskKind.DataIds or AskKind.Datasets) || Answerer.Answer(world, ask) is not { Error: AnswerError.None } expected)
                continue;
            var engine = new QueryEngine(test.Registry, ask.Defaults.ToDictionary(d => d.Key, d => new DataIdValue(d.Value)));
            var query = Compose(engine.Query(), ask);
            var story = $"{ask}\nin a repository ({seed % 4}) of\n{world}";

            (await LinesAsync(query, ask)).ShouldBe(expected.Rows.Keys, ignoreOrder: true, story);
            (await CountAsync(query, ask)).ShouldBe(expected.Rows.Count, story);
            (await AnyAsync(query, ask)).ShouldBe(expected.Rows.Count > 0, story);
            (await OffsetAsync(query, ask)).ShouldBe(Math.Max(0, expected.Rows.Count - 2), story);
            if (!CanBeKept(world, ask))
                continue;
            var (table, kept) = await query.MaterializeAsync(cancellationToken: Cancel);
            await using (table)
                (await LinesAsync(kept, ask)).ShouldBe(expected.Rows.Keys, ignoreOrder: true, "kept: " + story);
        }
    }

    private static Query Compose(Query query, Ask ask)
    {
        if (ask.Kind == AskKind.DataIds)
            query = query.JoinDimensions([.. ask.Dimensions]);
        query = ask.Types.Aggregate(query, (q, type) => q.JoinDatasets(type, [.. ask.Collections]));
        foreach (var part in ask.Where is Condition.And and ? and.Parts : ask.Where is null ? [] : [ask.Where])
            query = query.Where(part.ToString(), part.Binds());
        return ask.DataId.Count > 0 ? query.Where(new DataId(ask.DataId)) : query;
    }

    // What a condition says of other dimensions, and when calibrations are valid, is not in the data IDs that are kept.
    private static bool CanBeKept(World world, Ask ask)
    {
        var kept = world.Universe.Conform(ask.Dimensions.Concat(ask.Types.SelectMany(t => world.Type(t).Dimensions)));
        return kept.Count > 0 && !ask.Types.Any(t => world.Type(t).IsCalibration) && ask.DataId.Keys.All(kept.Contains)
            && (ask.Where?.Columns() ?? []).All(c => c is Column.Key k ? kept.Contains(k.Dimension) : c is not Column.Field f || world.Universe[f.Element].Required.All(r => kept.Contains(r.Name)));
    }

    private static QueryResults<DataCoordinate> DataIds(Query query, Ask ask) => query.DataIds([.. ask.Dimensions]);

    private static QueryResults<SkyButler.Datasets.DatasetRef> Datasets(Query query, Ask ask) => query.Datasets(ask.Types[0], ask.FindFirst ? FindRule.First : FindRule.All);

    private static async Task<List<string>> LinesAsync(Query query, Ask ask) => ask.Kind == AskKind.DataIds
        ? await DataIds(query, ask).Select(Line).ToListAsync(Cancel)
        : await Datasets(query, ask).Select(d => $"{d.Id} {d.Run} {Line(d.DataId)}").ToListAsync(Cancel);

    private static Task<long> CountAsync(Query query, Ask ask) =>
        ask.Kind == AskKind.DataIds ? DataIds(query, ask).CountAsync(cancellationToken: Cancel) : Datasets(query, ask).CountAsync(cancellationToken: Cancel);

    private static Task<bool> AnyAsync(Query query, Ask ask) =>
        ask.Kind == AskKind.DataIds ? DataIds(query, ask).AnyAsync(cancellationToken: Cancel) : Datasets(query, ask).AnyAsync(cancellationToken: Cancel);

    private static async Task<int> OffsetAsync(Query query, Ask ask) =>
        ask.Kind == AskKind.DataIds ? (await DataIds(query, ask).Offset(2).ToListAsync(Cancel)).Count : (await Datasets(query, ask).Offset(2).ToListAsync(Cancel)).Count;

    private static string Line(DataCoordinate dataId) => AnswerLine.Of(dataId.Items.Select(i => (i.Name, (object?)i.Value.ToObject())));

    public sealed class OnSqlite() : CompositionTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : CompositionTests(DatabaseKind.Postgres)
    {
        public static new TheoryData<int> Seeds() => [.. Enumerable.Range(200, Long ? 200 : 2)];
    }
}
