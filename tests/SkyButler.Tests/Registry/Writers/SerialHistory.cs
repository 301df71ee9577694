using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>Checks that what writers were told, and what is there afterwards, could have come about had they written one after the other.</summary>
internal static class SerialHistory
{
    public static async Task CheckAsync(TestRegistry test, DatasetType type, IReadOnlyList<WriterEvent> events)
    {
        events.Where(e => e.Outcome is not (WriterEvent.Kept or WriterEvent.Conflict)).Select(e => e.Outcome).ShouldBeEmpty();
        await CheckDatasetsAsync(test, type, [.. events.Where(e => e.Kind == "insert")]);
        await CheckChainAsync(test, [.. events.Where(e => e.Kind != "insert")]);
    }

    private static async Task CheckDatasetsAsync(TestRegistry test, DatasetType type, IReadOnlyList<WriterEvent> inserts)
    {
        foreach (var run in inserts.GroupBy(e => e.Collection))
        {
            // At most one winner for each, or this throws.
            var winners = run.Where(e => e.IsKept).SelectMany(e => e.Datasets.Keys, (e, place) => (place, e)).ToDictionary(p => p.place, p => p.e);
            foreach (var loser in run.Where(e => !e.IsKept))
                loser.Datasets.Keys.ShouldContain(place => winners.ContainsKey(place) && winners[place].Begin < loser.End, $"nobody was in the way of {loser.ToLine()}");
            string[] places = [.. winners.Keys];
            var found = await test.FindAsync(type, [run.Key], null, [.. places.Select(p => WriterLoad.DataId(type, p))]);
            found.ShouldBe(places.Select(p => (Guid?)winners[p].Datasets[p]));
        }

        // Nothing that was not acknowledged, and nothing half there.
        var expected = inserts.Where(e => e.IsKept).Sum(e => e.Datasets.Count);
        (await CountAsync(test, "dataset")).ShouldBe(expected);
        (await CountAsync(test, (await test.Registry.DatasetTypes.TablesAsync(type.Name, TestContext.Current.CancellationToken)).Tags)).ShouldBe(expected);
    }

    private static async Task CheckChainAsync(TestRegistry test, IReadOnlyList<WriterEvent> edits)
    {
        var removed = edits.Where(e => e.Kind == "remove").Select(e => e.Collection).ToHashSet();
        var added = edits.Where(e => e.Kind != "remove" && !removed.Contains(e.Collection)).ToDictionary(e => e.Collection);
        var members = (await test.Registry.Collections.GetAsync(WriterLoad.Chain, TestContext.Current.CancellationToken)).Children;
        members.Order(StringComparer.Ordinal).ShouldBe(added.Keys.Order(StringComparer.Ordinal));
        var kinds = members.Select(m => added[m].Kind).ToList();
        kinds.ShouldBe(kinds.Order(StringComparer.Ordinal).Reverse(), "those that were put in front come before those that were put at the end");
        // Who was told before another began comes before it.
        InOrder([.. members.Select(m => added[m]).Where(e => e.Kind == "extend")]);
        InOrder([.. members.Select(m => added[m]).Where(e => e.Kind == "prepend").Reverse()]);
    }

    private static void InOrder(IReadOnlyList<WriterEvent> edits)
    {
        var latest = long.MinValue;
        foreach (var edit in edits)
        {
            edit.End.ShouldBeGreaterThan(latest);
            latest = Math.Max(latest, edit.Begin);
        }
    }

    private static async Task<long> CountAsync(TestRegistry test, string table)
    {
        var database = test.Registry.Context.Database;
        var answer = await database.FetchAsync(database.Sql().Raw($"SELECT count(*) FROM {table}").Build(ColumnType.Int), TestContext.Current.CancellationToken);
        return answer[0].Number(0, 0);
    }
}
