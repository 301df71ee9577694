using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class TransactionContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_closes_a_registry_again_is_not_refused()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);

        await test.Registry.DisposeAsync();
        await test.Registry.DisposeAsync();
    }

    [Fact]
    public async Task An_exception_undoes_everything()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);

        await Should.ThrowAsync<InvalidOperationException>(test.Registry.TransactAsync(
            async _ =>
            {
                await test.DatasetsAsync(raw, "a", test.Detector(1));
                await test.InsertAsync("detector", test.Record("detector", ("instrument", "Cam1"), ("id", 9L), ("full_name", "D9")));
                (await test.FindAsync(raw, ["a"], null, test.Detector(1)))[0].ShouldNotBeNull();
                (await test.Registry.Records.ExpandAsync([test.Detector(9)], Cancel)).Count.ShouldBe(1);
                throw new InvalidOperationException("stop");
            },
            Cancel));

        (await test.FindAsync(raw, ["a"], null, test.Detector(1))).ShouldBe([null]);
        await Should.ThrowAsync<DataIdValueException>(test.Registry.Records.ExpandAsync([test.Detector(9)], Cancel));
    }

    [Fact]
    public async Task A_failed_part_that_is_caught_leaves_the_rest()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);

        await test.Registry.TransactAsync(
            async _ =>
            {
                await test.DatasetsAsync(raw, "a", test.Detector(1));
                await Should.ThrowAsync<ConflictException>(test.DatasetsAsync(raw, "a", test.Detector(2), test.Detector(1)));
                await test.Registry.TransactAsync(inner => test.DatasetsAsync(raw, "a", test.Detector(3)), Cancel);
            },
            Cancel);

        (await test.FindAsync(raw, ["a"], null, test.Detector(1), test.Detector(2), test.Detector(3))).Select(id => id is not null).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task Many_tasks_write_at_once()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            async () =>
            {
                await test.CollectionAsync($"run{i}", CollectionType.Run);
                await test.DatasetsAsync(raw, $"run{i}", test.Detector(1), test.Detector(2));
                (await test.FindAsync(raw, [$"run{i}"], null, test.Detector(2)))[0].ShouldNotBeNull();
            },
            Cancel)));

        (await test.Registry.Collections.QueryAsync(["run*"], null, Cancel)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Tasks_that_share_a_transaction_keep_out_of_one_anothers_savepoints()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        await test.DatasetsAsync(raw, "a", test.Detector(4));

        await test.Registry.TransactAsync(
            _ => Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(
                async () =>
                {
                    if (i == 4)
                        await Should.ThrowAsync<ConflictException>(test.DatasetsAsync(raw, "a", test.Detector(i)));
                    else
                        await test.DatasetsAsync(raw, "a", test.Detector(i));
                },
                Cancel))),
            Cancel);

        (await test.FindAsync(raw, ["a"], null, test.Detector(1), test.Detector(2), test.Detector(3))).ShouldAllBe(id => id != null);
    }

    [Fact]
    public async Task Writing_while_an_answer_is_being_read_does_not_wait_for_itself()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        await test.Registry.Collections.RegisterAsync([.. Enumerable.Range(0, 3000).Select(i => $"c{i}")], CollectionType.Tagged, null, Cancel);
        var database = test.Registry.Context.Database;
        var seen = 0;

        await foreach (var batch in database.QueryAsync(database.Sql().Raw("SELECT name FROM collection").Build(ColumnType.String), Cancel))
        {
            seen += batch.Count;
            await test.Registry.Collections.SetDocumentationAsync(batch.Text(0, 0), "seen", Cancel);
        }

        seen.ShouldBe(3000);
    }

    [Fact]
    public async Task Dataset_types_that_need_tables_are_not_registered_in_transactions()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = new DatasetType("raw", test.Universe.Conform(["detector"]), "int");

        await Should.ThrowAsync<RegistryException>(test.Registry.TransactAsync(t => test.Registry.DatasetTypes.RegisterAsync([raw], t), Cancel));
        await test.Registry.DatasetTypes.RegisterAsync([raw], Cancel);
        await test.Registry.TransactAsync(t => test.Registry.DatasetTypes.RegisterAsync([raw], t), Cancel);
    }

    public sealed class OnSqlite() : TransactionContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : TransactionContract(DatabaseKind.Postgres);
}
