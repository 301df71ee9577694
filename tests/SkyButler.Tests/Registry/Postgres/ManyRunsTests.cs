using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Datasets.Search;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>Searches in so many runs that reading all that there is for a data ID is less work than to look into each of them.</summary>
public sealed class ManyRunsTests
{
    private static readonly IReadOnlyList<string> Runs = [.. Enumerable.Range(0, 80).Select(i => $"run{i}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_runs_are_searched_in_their_order_and_others_are_not()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync([.. Runs, "apart"], CollectionType.Run, null, Cancel);
        var apart = await test.DatasetsAsync(raw, "apart", test.Detector(1), test.Detector(2), test.Detector(3));
        var third = (await test.DatasetsAsync(raw, "run3", test.Detector(1)))[0];
        var last = await test.DatasetsAsync(raw, "run79", test.Detector(1), test.Detector(2));
        (await AreReadAllAsync(test, raw)).ShouldBeFalse("the server has no statistics yet");

        var (before, after) = (await FindAsync(test, raw, Runs), await AnalyzedAsync(test, raw, Runs));

        before.ShouldBe([third.Id, last[1].Id, null, null]);
        after.ShouldBe(before);
        (await AnalyzedAsync(test, raw, [.. Runs.Reverse(), "apart"])).ShouldBe([last[0].Id, last[1].Id, apart[2].Id, null]);
    }

    [Fact]
    public async Task What_a_chain_of_runs_and_tags_has_is_found_with_the_run_that_it_is_of()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync([.. Runs, "apart"], CollectionType.Run, null, Cancel);
        await test.Registry.Collections.RegisterAsync(["tags"], CollectionType.Tagged, null, Cancel);
        await test.Registry.Collections.RegisterAsync(["chain"], CollectionType.Chained, null, Cancel);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, [.. Runs, "tags"], Cancel);
        var tagged = (await test.DatasetsAsync(raw, "apart", test.Detector(1)))[0];
        await test.Registry.Datasets.AssociateAsync("tags", [tagged], Cancel);
        await test.DatasetsAsync(raw, "run5", test.Detector(2));
        await AnalyzedAsync(test, raw, ["chain"]);

        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);
        var found = await reader.Datasets.FindAsync(raw, [test.Detector(1), test.Detector(2)], ["chain"], null, Cancel);

        found.Select(d => d?.Run).ShouldBe(["apart", "run5"]);
    }

    private static Task<IReadOnlyList<Guid?>> FindAsync(TestRegistry test, DatasetType type, IReadOnlyList<string> collections) =>
        test.FindAsync(type, collections, null, test.Detector(1), test.Detector(2), test.Detector(3), test.Detector(4));

    // By a client that meets the server's statistics.
    private static async Task<IReadOnlyList<Guid?>> AnalyzedAsync(TestRegistry test, DatasetType type, IReadOnlyList<string> collections)
    {
        var database = test.Registry.Context.Database;
        var tables = await test.Registry.DatasetTypes.TablesAsync(type.Name, Cancel);
        await database.ExecuteAsync(database.Sql().Raw("ANALYZE ").Name(tables.Tags).Build(), Cancel);
        (await AreReadAllAsync(test, type)).ShouldBeTrue();
        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);
        var detectors = Enumerable.Range(1, 4).Select(i => test.Detector(i)).ToList();
        return [.. (await reader.Datasets.FindAsync(type, detectors, collections, null, Cancel)).Select(d => d?.Id)];
    }

    private static async Task<bool> AreReadAllAsync(TestRegistry test, DatasetType type) =>
        await new RowsByDimension(test.Registry.Context).AreFewAsync(await test.Registry.DatasetTypes.TablesAsync(type.Name, Cancel), Runs.Count, Cancel);
}
