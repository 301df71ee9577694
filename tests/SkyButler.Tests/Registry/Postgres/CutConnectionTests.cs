using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Postgres;

public sealed class CutConnectionTests
{
    private const int Rounds = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_cut_anywhere_is_there_wholly_or_not_at_all()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        using var proxy = new CuttingProxy(new Uri(test.Settings.DatabaseUrl).Port);
        await using var client = await SqlRegistry.OpenAsync(
            test.Settings with { DatabaseUrl = $"postgresql://postgres@127.0.0.1:{proxy.Port}/postgres" }, RegistryAccess.ReadWrite, Cancel);
        var dataIds = new[] { test.Detector(1), test.Detector(2), test.Detector(3), test.Detector(4) };
        var outcomes = new Dictionary<string, bool?>();
        for (var round = 0; round < Rounds; round++)
            outcomes[$"run{round}"] = await TryAsync($"run{round}", round);

        foreach (var (run, expected) in outcomes)
        {
            var isThere = await test.Registry.Collections.FindAsync(run, Cancel) is not null;
            if (expected is { } known)
                isThere.ShouldBe(known);
            if (isThere)
                (await test.FindAsync(raw, [run], null, dataIds)).ShouldAllBe(id => id != null);
        }

        outcomes.Values.ShouldContain(true);
        outcomes.Values.ShouldContain(false);
        (await client.Collections.QueryAsync(["run*"], null, Cancel)).Count.ShouldBeGreaterThan(0);

        async Task<bool?> TryAsync(string run, int round)
        {
            var steps = 0;
            try
            {
                await client.TransactAsync(
                    async token =>
                    {
                        await StepAsync(client.Collections.RegisterAsync([run], CollectionType.Run, null, token));
                        foreach (var dataId in dataIds)
                            await StepAsync(client.Datasets.InsertAsync(raw, run, [dataId], DatasetIdMode.Unique, token));
                    },
                    Cancel);
                return true;
            }
            catch (RegistryException e)
            {
                e.Message.ShouldNotContain('\n');
                return e.Message.Contains("may or may not", StringComparison.Ordinal) ? null : false;
            }

            // Cut while a step is under way, a later one in each round; in some rounds never.
            async Task StepAsync(Task step)
            {
                if (steps++ == round % 8)
                    proxy.Cut();
                await step;
            }
        }
    }

    [Fact]
    public async Task Tables_of_older_releases_that_refuse_overlaps_by_themselves_are_understood()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var datasets = await test.DatasetsAsync(bias, "run", test.Detector(1));
        var tables = await test.Registry.DatasetTypes.TablesAsync("bias", Cancel);
        await PostgresTestServer.RunAsync(
            $"ALTER TABLE {test.Settings.Namespace}.{tables.Calibs} ADD CONSTRAINT excl_timespan EXCLUDE USING gist "
            + "(dataset_type_id WITH =, collection_id WITH =, instrument WITH =, detector WITH =, timespan WITH &&)");
        await test.Registry.Datasets.CertifyAsync("calib", datasets, TestRegistry.Days(1, 5), Cancel);
        var calib = await test.Registry.Collections.GetAsync("calib", Cancel);
        var insert = new RowInsert(tables.Calibs!, DatasetTables.CalibColumns(bias.Dimensions, test.Registry.Context.Variant)) { Generated = "id" };

        var error = await Should.ThrowAsync<ConstraintException>(test.Registry.Context.Database.InsertAsync(
            insert,
            datasets,
            (row, dataset) =>
            {
                row.Write(tables.Id);
                row.Write(dataset.Id);
                row.WriteAny(calib.Key);
                row.Write("Cam1");
                row.Write(1L);
                row.Write(TestRegistry.Days(4, 9));
            },
            Cancel));

        error.Kind.ShouldBe(ConstraintKind.Unique);
        await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.CertifyAsync("calib", datasets, TestRegistry.Days(2, 3), Cancel));
    }
}
