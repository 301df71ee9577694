using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Postgres;

public sealed class BrokenConnectionTests
{
    private readonly string name = $"broken_{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_that_broke_while_nobody_used_them_are_replaced_unnoticed()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        await using var client = await OpenAsync(test);
        await client.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);

        await PostgresTestServer.BreakAsync(name);
        (await client.Collections.GetAsync("a", Cancel)).Type.ShouldBe(CollectionType.Run);
        await PostgresTestServer.BreakAsync(name);
        await client.Collections.RegisterAsync(["b"], CollectionType.Run, null, Cancel);

        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).Select(c => c.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_transaction_whose_connection_breaks_fails_clearly_and_leaves_nothing()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await using var client = await OpenAsync(test);

        var error = await Should.ThrowAsync<RegistryException>(client.TransactAsync(
            async token =>
            {
                await client.Datasets.InsertAsync(raw, "run", [test.Detector(1)], DatasetIdMode.Unique, token);
                await PostgresTestServer.BreakAsync(name);
                await client.Datasets.InsertAsync(raw, "run", [test.Detector(2)], DatasetIdMode.Unique, token);
            },
            Cancel));

        error.Message.ShouldNotContain('\n');
        (await test.FindAsync(raw, ["run"], null, test.Detector(1), test.Detector(2))).ShouldAllBe(id => id == null);
        await client.Datasets.InsertAsync(raw, "run", [test.Detector(1)], DatasetIdMode.Unique, Cancel);
        (await test.FindAsync(raw, ["run"], null, test.Detector(1)))[0].ShouldNotBeNull();
    }

    [Fact]
    public async Task Each_kind_of_operation_that_is_cut_leaves_nothing_half_visible()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.Registry.Collections.RegisterAsync(["run", "other"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        await test.CollectionAsync("tag", CollectionType.Tagged);
        await test.CollectionAsync("chain", CollectionType.Chained);
        var datasets = await test.DatasetsAsync(bias, "run", test.Detector(1), test.Detector(2));
        await using var client = await OpenAsync(test);
        Func<CancellationToken, Task>[] operations =
        [
            t => client.Datasets.InsertAsync(bias, "run", [test.Detector(3)], DatasetIdMode.Unique, t),
            t => client.Datasets.AssociateAsync("tag", datasets, t),
            t => client.Datasets.CertifyAsync("calib", datasets, TestRegistry.Days(1, 2), t),
            t => client.Collections.EditChainAsync("chain", ChainEdit.Prepend, ["run", "other"], t),
            t => client.Datasets.RemoveAsync([datasets[0].Id], t),
            t => client.Collections.RemoveAsync(["other"], t),
        ];
        foreach (var operation in operations)
        {
            await Should.ThrowAsync<RegistryException>(client.TransactAsync(
                async token =>
                {
                    await operation(token);
                    await PostgresTestServer.BreakAsync(name);
                },
                Cancel));
            (await test.FindAsync(bias, ["run"], null, test.Detector(1), test.Detector(3))).ShouldBe([datasets[0].Id, null]);
            (await test.FindAsync(bias, ["tag", "calib"], TestRegistry.Days(1, 2), test.Detector(1))).ShouldBe([null]);
            (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.ShouldBeEmpty();
            (await test.Registry.Collections.FindAsync("other", Cancel)).ShouldNotBeNull();
        }

        foreach (var operation in operations[..4])
            await operation(Cancel);
        (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.ShouldBe(["run", "other"]);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_an_error_and_not_a_short_answer()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        await using var client = await OpenAsync(test);
        var database = client.Context.Database;
        var query = database.Sql().Raw("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)").Build(ColumnType.String);

        await Should.ThrowAsync<RegistryException>(async () =>
        {
            await foreach (var batch in database.QueryAsync(query, Cancel))
                if (batch.Count == 16)
                    await PostgresTestServer.BreakAsync(name);
        });

        (await client.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();
    }

    private Task<SqlRegistry> OpenAsync(TestRegistry test) => SqlRegistry.OpenAsync(
        test.Settings with { DatabaseUrl = $"{test.Settings.DatabaseUrl}?application_name={name}" }, RegistryAccess.ReadWrite, Cancel);
}
