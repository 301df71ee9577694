using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

/// <summary>What a client remembers of the collections that it searches never hides what others have done.</summary>
public sealed class SearchMemoryTests
{
    private static readonly DatasetQuery Query = new() { DatasetType = "bias", Collections = ["chain"] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_change_by_another_client_is_seen_by_the_next_search(DatabaseKind kind)
    {
        await using var test = await FilledAsync(kind);
        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);
        var queries = new QueryEngine(reader);
        (await CountAsync(queries)).ShouldBe(2);
        (await CountAsync(queries)).ShouldBe(2);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Extend, ["run2"], Stop);
        (await CountAsync(queries)).ShouldBe(4);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, ["run2"], Stop);
        (await CountAsync(queries)).ShouldBe(2);
    }

    [Fact]
    public async Task A_client_sees_its_own_changes_before_and_after_their_commit()
    {
        await using var test = await FilledAsync(DatabaseKind.Sqlite);
        var queries = new QueryEngine(test.Registry);
        (await CountAsync(queries)).ShouldBe(2);
        await test.Registry.TransactAsync(
            async token =>
            {
                await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Extend, ["run2"], token);
                (await CountAsync(queries)).ShouldBe(4);
            },
            Stop);
        (await CountAsync(queries)).ShouldBe(4);
    }

    [Fact]
    public async Task Collections_are_looked_up_once_while_nothing_changes()
    {
        await using var test = await FilledAsync(DatabaseKind.Sqlite);
        var queries = new QueryEngine(test.Registry);
        var database = test.Registry.Context.Database;
        var before = database.QueryCount;
        await CountAsync(queries);
        var first = database.QueryCount - before;
        await CountAsync(queries);
        (database.QueryCount - before - first).ShouldBeLessThan(first);
    }

    private static async Task<TestRegistry> FilledAsync(DatabaseKind kind)
    {
        var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var type = await test.TypeAsync("bias", false, "detector");
        await test.CollectionAsync("run1", CollectionType.Run);
        await test.CollectionAsync("run2", CollectionType.Run);
        await test.CollectionAsync("chain", CollectionType.Chained);
        await test.DatasetsAsync(type, "run1", test.Detector(1), test.Detector(2));
        await test.DatasetsAsync(type, "run2", test.Detector(3), test.Detector(4));
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, ["run1"], Stop);
        return test;
    }

    private static async Task<int> CountAsync(QueryEngine queries)
    {
        var count = 0;
        await foreach (var _ in queries.DatasetsAsync(Query, Stop))
            count++;
        return count;
    }
}
