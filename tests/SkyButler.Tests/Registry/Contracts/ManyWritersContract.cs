using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Contracts;

/// <summary>Many clients write at once: the result is one that they could have had one after the other.</summary>
public abstract class ManyWritersContract(DatabaseKind kind)
{
    private const int Clients = 8;
    private const int WritersOfEach = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_wins_each_dataset_and_no_edit_of_a_chain_is_lost()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "exposure", "detector");
        await test.CollectionAsync("shared", CollectionType.Run);
        await test.CollectionAsync("chain", CollectionType.Chained);
        var dataIds = (from e in Enumerable.Range(1, 3) from d in Enumerable.Range(1, 4) select test.DataId(("instrument", "Cam1"), ("exposure", (long)e), ("detector", (long)d))).ToArray();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => test.OpenAsync(RegistryAccess.ReadWrite)));
        var won = 0;

        await Task.WhenAll(Enumerable.Range(0, Clients * WritersOfEach).Select(i => Task.Run(() => WriteAsync(clients[i % Clients], i), Cancel)));

        foreach (var client in clients)
            await client.DisposeAsync();
        won.ShouldBe(dataIds.Length / 4);
        (await test.FindAsync(raw, ["shared"], null, dataIds)).ShouldAllBe(id => id != null);
        (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Clients * WritersOfEach).Select(i => $"run{i:d2}"));
        var tags = await test.Registry.Collections.SummariesAsync(["chain"], Cancel);
        tags["chain"].DatasetTypes.ShouldBe(["raw"]);

        async Task WriteAsync(SqlRegistry client, int writer)
        {
            var random = new Random(writer);
            await client.Collections.RegisterAsync([$"run{writer:d2}", "everybody's"], CollectionType.Run, null, Cancel);
            await client.Datasets.InsertAsync(raw, $"run{writer:d2}", dataIds, DatasetIdMode.Unique, Cancel);
            await client.Collections.EditChainAsync("chain", writer % 2 == 0 ? ChainEdit.Prepend : ChainEdit.Extend, [$"run{writer:d2}"], Cancel);
            // The same four data IDs in any order: all of them or none.
            for (var exposure = 0; exposure < 3; exposure++)
            {
                var four = dataIds[(exposure * 4)..((exposure + 1) * 4)];
                random.Shuffle(four);
                try
                {
                    await client.Datasets.InsertAsync(raw, "shared", four, DatasetIdMode.Unique, Cancel);
                    Interlocked.Increment(ref won);
                }
                catch (ConflictException e)
                {
                    e.Message.ShouldContain("'raw'");
                }
            }
        }
    }

    [Fact]
    public async Task Two_chains_can_not_be_made_to_hold_each_other()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        await using var other = await test.OpenAsync(RegistryAccess.ReadWrite);
        for (var round = 0; round < 10; round++)
        {
            string[] names = [.. Enumerable.Range(0, 4).Select(i => $"c{round}-{i}")];
            await test.Registry.Collections.RegisterAsync(names, CollectionType.Chained, null, Cancel);
            // Each joins two pairs that are there already, so that the cycle would be of four.
            await test.Registry.Collections.EditChainAsync(names[0], ChainEdit.Redefine, [names[1]], Cancel);
            await test.Registry.Collections.EditChainAsync(names[2], ChainEdit.Redefine, [names[3]], Cancel);

            var outcomes = await Task.WhenAll(
                TryAsync(() => test.Registry.Collections.EditChainAsync(names[1], ChainEdit.Extend, [names[2]], Cancel)),
                TryAsync(() => other.Collections.EditChainAsync(names[3], ChainEdit.Extend, [names[0]], Cancel)));

            outcomes.Count(ok => ok).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Validity_ranges_that_are_certified_at_once_do_not_overlap()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await using var other = await test.OpenAsync(RegistryAccess.ReadWrite);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        var datasets = await test.DatasetsAsync(bias, "run", test.Detector(1));
        for (var round = 0; round < 10; round++)
        {
            var calib = $"calib{round}";
            await test.CollectionAsync(calib, CollectionType.Calibration);

            var outcomes = await Task.WhenAll(
                TryAsync(() => test.Registry.Datasets.CertifyAsync(calib, datasets, TestRegistry.Days(1, 5), Cancel)),
                TryAsync(() => other.Datasets.CertifyAsync(calib, datasets, TestRegistry.Days(4, 9), Cancel)));

            outcomes.Count(ok => ok).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Tables_and_types_that_many_register_at_once_are_made_once()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => test.OpenAsync(RegistryAccess.ReadWrite)));
        var type = new DatasetType("flat", test.Universe.Conform(["detector", "physical_filter"]), "int", isCalibration: true);

        var added = await Task.WhenAll(clients.Select(c => Task.Run(() => c.DatasetTypes.RegisterAsync([type], Cancel), Cancel)));

        added.Count(names => names.Count == 1).ShouldBe(1);
        foreach (var client in clients)
            await client.DisposeAsync();
        (await test.Registry.DatasetTypes.TablesAsync("flat", Cancel)).Tags.ShouldBe("dataset_tags_00000001");
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await Task.Run(work, Cancel);
            return true;
        }
        catch (RegistryException)
        {
            return false;
        }
    }

    public sealed class OnSqlite() : ManyWritersContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : ManyWritersContract(DatabaseKind.Postgres);
}
