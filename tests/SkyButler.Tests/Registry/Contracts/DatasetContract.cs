using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Contracts;

/// <summary>What datasets do, whatever the tables that keep them.</summary>
public abstract class DatasetContract(RegistryVariant variant, DatabaseKind kind = default)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_chain_is_searched_as_it_is_now_whoever_edited_it()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        var runs = Enumerable.Range(0, 50).Select(i => $"run{i}").ToList();
        await test.Registry.Collections.RegisterAsync(runs, CollectionType.Run, null, Cancel);
        await test.Registry.Collections.RegisterAsync(["chain"], CollectionType.Chained, null, Cancel);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Extend, runs, Cancel);
        var ids = new List<Guid>();
        foreach (var run in runs)
            ids.Add((await test.DatasetsAsync(raw, run, test.Detector(1)))[0].Id);

        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);
        foreach (var edited in (string[])["run7", "run3", "run9"])
        {
            await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Prepend, [edited], Cancel);
            for (var i = 0; i < 3; i++)
                (await FirstAsync(reader)).ShouldBe(ids[runs.IndexOf(edited)]);
        }

        await test.Registry.TransactAsync(
            async token =>
            {
                await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, runs, token);
                (await FirstAsync(test.Registry)).ShouldBe(ids[0]);
                (await FirstAsync(reader)).ShouldBe(ids[9]);
            },
            Cancel);
        (await FirstAsync(reader)).ShouldBe(ids[0]);

        async Task<Guid?> FirstAsync(SqlRegistry registry) =>
            (await registry.Datasets.FindAsync(raw, [test.Detector(1)], ["chain"], null, Cancel))[0]?.Id;
    }

    [Fact]
    public async Task Find_first_prefers_the_earlier_collection()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        var a = await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        var b = await test.DatasetsAsync(raw, "b", test.Detector(2), test.Detector(3));

        (await test.FindAsync(raw, ["a", "b"], null, test.Detector(1), test.Detector(2), test.Detector(3), test.Detector(4)))
            .ShouldBe([a[0].Id, a[1].Id, b[1].Id, null]);
        (await test.FindAsync(raw, ["b", "a"], null, test.Detector(2))).ShouldBe([b[0].Id]);
        var found = await test.Registry.Datasets.FindAsync(raw, [test.Detector(3)], ["a", "b"], null, Cancel);
        found[0]!.Run.ShouldBe("b");
    }

    [Fact]
    public async Task Datasets_of_whole_runs_are_counted_and_taken_some_at_a_time()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        var log = await test.TypeAsync("log", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b", "c"], CollectionType.Run, null, Cancel);
        var datasets = (await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2))).Concat(await test.DatasetsAsync(log, "b", test.Detector(1))).Select(d => d.Id).ToList();
        await test.DatasetsAsync(raw, "c", test.Detector(1));

        (await test.Registry.Datasets.CountInRunsAsync(["a", "b"], Cancel)).ShouldBe(3);
        (await test.Registry.Datasets.FirstInRunsAsync(["a", "b"], 10, Cancel)).ShouldBe(datasets, ignoreOrder: true);
        var some = await test.Registry.Datasets.FirstInRunsAsync(["a", "b"], 2, Cancel);
        await test.Registry.Datasets.RemoveAsync(some, Cancel);
        (await test.Registry.Datasets.FirstInRunsAsync(["a", "b"], 2, Cancel)).ShouldBe(datasets.Except(some));
        await Should.ThrowAsync<MissingCollectionException>(test.Registry.Datasets.CountInRunsAsync(["a", "none"], Cancel));
    }

    [Fact]
    public async Task A_duplicate_data_id_is_a_conflict_and_nothing_is_written()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        await test.DatasetsAsync(raw, "a", test.Detector(2));

        var error = await Should.ThrowAsync<ConflictException>(test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2)));

        error.Message.ShouldContain("detector: 2");
        (await test.FindAsync(raw, ["a"], null, test.Detector(1))).ShouldBe([null]);
    }

    [Fact]
    public async Task A_data_id_without_record_is_named()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);

        var error = await Should.ThrowAsync<DataIdValueException>(test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(77)));

        error.Message.ShouldContain("'detector'");
        error.Message.ShouldContain("77");
        (await test.FindAsync(raw, ["a"], null, test.Detector(1))).ShouldBe([null]);
    }

    [Fact]
    public async Task Datasets_are_read_back_by_identifier()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "exposure", "detector");
        var note = await test.TypeAsync("note");
        await test.CollectionAsync("a", CollectionType.Run);
        var dataId = test.DataId(("instrument", "Cam1"), ("exposure", 2L), ("detector", 3L));
        var inserted = (await test.DatasetsAsync(raw, "a", dataId)).Concat(await test.DatasetsAsync(note, "a", test.DataId())).ToList();

        var read = await test.Registry.Datasets.GetAsync([.. inserted.Select(d => d.Id), Guid.NewGuid()], Cancel);

        read.Count.ShouldBe(2);
        read[inserted[0].Id].DataId.ShouldBe(dataId);
        read[inserted[0].Id].DatasetType.ShouldBe(raw);
        read[inserted[1].Id].Run.ShouldBe("a");
    }

    [Fact]
    public async Task Repeatable_identifiers_are_those_of_the_original()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);

        var made = await test.Registry.Datasets.InsertAsync(raw, "a", [test.Detector(1)], DatasetIdMode.DataIdTypeRun, Cancel);

        made[0].Id.ShouldBe(DatasetIds.FromName(DatasetIds.NameSpace, "dataset_type=raw,run=a,detector=1,instrument=Cam1"));
    }

    [Fact]
    public async Task Import_skips_what_is_there_and_refuses_what_contradicts_it()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        var other = await test.TypeAsync("other", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        var first = new DatasetRef(raw, test.Detector(1), "a", Guid.NewGuid());
        var second = new DatasetRef(raw, test.Detector(2), "b", Guid.NewGuid());

        await test.Registry.Datasets.ImportAsync([first], Cancel);
        await test.Registry.Datasets.ImportAsync([second, first, first], Cancel);

        (await test.Registry.Datasets.GetAsync([first.Id, second.Id], Cancel)).Values.Select(d => d.Run).ShouldBe(["a", "b"], ignoreOrder: true);
        DatasetRef[] wrong =
        [
            new(raw, test.Detector(1), "b", first.Id),
            new(other, test.Detector(1), "a", first.Id),
            new(raw, test.Detector(3), "a", first.Id),
            new(raw, test.Detector(1), "a", Guid.NewGuid()),
        ];
        foreach (var dataset in wrong)
            await Should.ThrowAsync<ConflictException>(
                test.Registry.Datasets.ImportAsync([new DatasetRef(raw, test.Detector(4), "a", Guid.NewGuid()), dataset], Cancel));
        (await test.FindAsync(raw, ["a"], null, test.Detector(4))).ShouldBe([null]);
        await Should.ThrowAsync<DataIdValueException>(test.Registry.Datasets.ImportAsync([new(raw, test.Detector(9), "a", Guid.NewGuid())], Cancel));
        await Should.ThrowAsync<MissingCollectionException>(test.Registry.Datasets.ImportAsync([new(raw, test.Detector(1), "none", Guid.NewGuid())], Cancel));
    }

    [Fact]
    public async Task Tagged_collections_refer_to_datasets_of_runs()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("best", CollectionType.Tagged);
        var a = await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        var b = await test.DatasetsAsync(raw, "b", test.Detector(2));

        await test.Registry.Datasets.AssociateAsync("best", a, Cancel);
        await test.Registry.Datasets.AssociateAsync("best", a, Cancel);
        (await test.FindAsync(raw, ["best"], null, test.Detector(2))).ShouldBe([a[1].Id]);
        await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.AssociateAsync("best", b, Cancel));
        await test.Registry.Datasets.DisassociateAsync("best", [a[1]], Cancel);
        await test.Registry.Datasets.AssociateAsync("best", b, Cancel);

        (await test.FindAsync(raw, ["best"], null, test.Detector(1), test.Detector(2))).ShouldBe([a[0].Id, b[0].Id]);
        (await test.FindAsync(raw, ["a"], null, test.Detector(2))).ShouldBe([a[1].Id]);
        await Should.ThrowAsync<CollectionTypeException>(test.Registry.Datasets.AssociateAsync("a", b, Cancel));
        await Should.ThrowAsync<CollectionTypeException>(test.Registry.Datasets.DisassociateAsync("a", a, Cancel));
    }

    [Fact]
    public async Task Calibrations_are_found_by_time()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var a = await test.DatasetsAsync(bias, "a", test.Detector(1));
        var b = await test.DatasetsAsync(bias, "b", test.Detector(1));

        await test.Registry.Datasets.CertifyAsync("calib", a, TestRegistry.Days(1, 10), Cancel);
        await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.CertifyAsync("calib", b, TestRegistry.Days(9, 12), Cancel));
        await test.Registry.Datasets.CertifyAsync("calib", b, Timespan.Between(TestRegistry.Days(10, 11).BeginNanoseconds, null), Cancel);

        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(9, 10), test.Detector(1))).ShouldBe([a[0].Id]);
        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(10, 11), test.Detector(1))).ShouldBe([b[0].Id]);
        (await test.FindAsync(bias, ["calib"], null, test.Detector(1))).ShouldBe([null]);
        (await test.FindAsync(bias, ["calib", "b"], null, test.Detector(1))).ShouldBe([b[0].Id]);
        var error = await Should.ThrowAsync<CalibrationLookupException>(test.FindAsync(bias, ["calib"], TestRegistry.Days(9, 11), test.Detector(1)));
        error.Message.ShouldContain("'calib'");
        error.Message.ShouldContain("2 are valid");
    }

    [Fact]
    public async Task Decertifying_leaves_what_lies_outside()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var datasets = await test.DatasetsAsync(bias, "a", test.Detector(1), test.Detector(2));
        await test.Registry.Datasets.CertifyAsync("calib", datasets, Timespan.Unbounded, Cancel);

        await test.Registry.Datasets.DecertifyAsync("calib", bias, TestRegistry.Days(5, 7), [test.Detector(1)], Cancel);

        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(5, 7), test.Detector(1), test.Detector(2))).ShouldBe([null, datasets[1].Id]);
        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(4, 6), test.Detector(1))).ShouldBe([datasets[0].Id]);
        var error = await Should.ThrowAsync<CalibrationLookupException>(test.FindAsync(bias, ["calib"], Timespan.Unbounded, test.Detector(1)));
        error.Message.ShouldContain("2 are valid for no particular time (one of them twice)");
        await test.Registry.Datasets.DecertifyAsync("calib", bias, Timespan.Unbounded, null, Cancel);
        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(1, 2), test.Detector(1), test.Detector(2))).ShouldBe([null, null]);
    }

    [Fact]
    public async Task Only_calibrations_are_certified_and_only_into_calibration_collections()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var biases = (await test.DatasetsAsync(bias, "a", test.Detector(1))).Concat(await test.DatasetsAsync(bias, "b", test.Detector(1))).ToList();
        var raws = await test.DatasetsAsync(raw, "a", test.Detector(1));

        await Should.ThrowAsync<RegistryException>(test.Registry.Datasets.CertifyAsync("calib", raws, Timespan.Unbounded, Cancel));
        await Should.ThrowAsync<CollectionTypeException>(test.Registry.Datasets.CertifyAsync("a", biases, Timespan.Unbounded, Cancel));
        await Should.ThrowAsync<RegistryException>(test.Registry.Datasets.CertifyAsync("calib", biases, Timespan.Empty, Cancel));
        await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.CertifyAsync("calib", biases, Timespan.Unbounded, Cancel));

        (await test.FindAsync(bias, ["calib"], Timespan.Unbounded, test.Detector(1))).ShouldBe([null]);
    }

    [Fact]
    public async Task Many_validity_ranges_are_certified_together_and_again_without_harm()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var a = await test.DatasetsAsync(bias, "a", test.Detector(1), test.Detector(2));
        var b = await test.DatasetsAsync(bias, "b", test.Detector(1));
        (DatasetRef Dataset, Timespan Validity)[] ranges =
        [
            (a[0], Timespan.Between(null, TestRegistry.Days(3, 4).BeginNanoseconds)), (b[0], TestRegistry.Days(3, 5)),
            (a[0], Timespan.Between(TestRegistry.Days(5, 6).BeginNanoseconds, null)), (a[1], Timespan.Unbounded),
        ];

        await test.Registry.Datasets.EnsureCertifiedAsync("calib", [.. ranges.Take(2)], Cancel);
        await test.Registry.Datasets.EnsureCertifiedAsync("calib", [.. ranges, ranges[3]], Cancel);

        foreach (var (from, expected) in ((int, Guid)[])[(1, a[0].Id), (3, b[0].Id), (4, b[0].Id), (5, a[0].Id), (20, a[0].Id)])
            (await test.FindAsync(bias, ["calib"], TestRegistry.Days(from, from + 1), test.Detector(1), test.Detector(2))).ShouldBe([expected, a[1].Id]);
        // The database has each of them once, as a later certification would have it.
        var error = await Should.ThrowAsync<CalibrationLookupException>(test.FindAsync(bias, ["calib"], Timespan.Unbounded, test.Detector(1)));
        error.Message.ShouldContain("3 are valid");
    }

    [Fact]
    public async Task Of_validity_ranges_that_overlap_those_that_are_there_or_one_another_none_is_certified()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var a = await test.DatasetsAsync(bias, "a", test.Detector(1), test.Detector(2));
        var b = await test.DatasetsAsync(bias, "b", test.Detector(1));
        await test.Registry.Datasets.CertifyAsync("calib", [a[0]], TestRegistry.Days(1, 10), Cancel);

        foreach (var ranges in ((DatasetRef, Timespan)[][])
        [
            [(a[1], Timespan.Unbounded), (b[0], TestRegistry.Days(9, 12))],
            [(a[1], Timespan.Unbounded), (a[0], TestRegistry.Days(9, 12))],
            [(a[0], TestRegistry.Days(20, 30)), (b[0], TestRegistry.Days(29, 31)), (a[1], Timespan.Unbounded)],
            [(a[1], TestRegistry.Days(1, 10)), (a[1], TestRegistry.Days(9, 11))],
        ])
            (await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.EnsureCertifiedAsync("calib", ranges, Cancel))).Message.ShouldContain("overlap");
        await Should.ThrowAsync<RegistryException>(test.Registry.Datasets.EnsureCertifiedAsync("calib", [(a[1], Timespan.Empty)], Cancel));
        await Should.ThrowAsync<CollectionTypeException>(test.Registry.Datasets.EnsureCertifiedAsync("a", [(a[1], Timespan.Unbounded)], Cancel));
        var raws = await test.DatasetsAsync(raw, "a", test.Detector(1));
        await Should.ThrowAsync<RegistryException>(test.Registry.Datasets.EnsureCertifiedAsync("calib", [(raws[0], Timespan.Unbounded)], Cancel));

        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(25, 26), test.Detector(1), test.Detector(2))).ShouldBe([null, null]);
        (await test.FindAsync(bias, ["calib"], TestRegistry.Days(9, 10), test.Detector(1))).ShouldBe([a[0].Id]);
    }

    [Fact]
    public async Task What_a_datastore_holds_is_not_removed()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        var datasets = await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        await test.Registry.Locations.InsertAsync("store", [datasets[0].Id], Cancel);

        var error = await Should.ThrowAsync<OrphanedRecordException>(test.Registry.Datasets.RemoveAsync([.. datasets.Select(d => d.Id)], Cancel));
        error.Message.ShouldContain("'store'");
        await Should.ThrowAsync<OrphanedRecordException>(test.Registry.Collections.RemoveAsync(["a"], Cancel));
        (await test.FindAsync(raw, ["a"], null, test.Detector(2))).ShouldBe([datasets[1].Id]);
        await Should.ThrowAsync<OrphanedRecordException>(test.Registry.DatasetTypes.RemoveAsync(["raw"], Cancel));

        await test.Registry.Locations.TrashAsync("store", [datasets[0].Id], Cancel);
        (await test.Registry.Locations.TrashedAsync("store", 10, Guid.Empty, Cancel)).ShouldBe([datasets[0].Id]);
        (await test.Registry.Locations.ContainsAsync("store", [datasets[0].Id], Cancel)).ShouldBeEmpty();
        await test.Registry.Locations.EmptyTrashAsync("store", [datasets[0].Id], Cancel);
        await test.Registry.Collections.RemoveAsync(["a"], Cancel);

        (await test.Registry.Locations.TrashedAsync("store", 10, Guid.Empty, Cancel)).ShouldBeEmpty();
        (await test.Registry.Datasets.GetAsync([datasets[1].Id], Cancel)).ShouldBeEmpty();
        await test.Registry.DatasetTypes.RemoveAsync(["raw"], Cancel);
        (await test.Registry.DatasetTypes.FindAsync("raw", Cancel)).ShouldBeNull();
    }

    public sealed class OnIntegerKeys() : DatasetContract(RegistryVariant.IntegerKeys);

    public sealed class OnNameKeys() : DatasetContract(RegistryVariant.NameKeys);

    public sealed class OnIntegerKeysWithTextDates() : DatasetContract(RegistryVariant.IntegerKeysTextDates);

    public sealed class OnNameKeysWithTextDates() : DatasetContract(RegistryVariant.NameKeysTextDates);

    public sealed class OnPostgresWithIntegerKeys() : DatasetContract(RegistryVariant.IntegerKeys, DatabaseKind.Postgres);

    public sealed class OnPostgresWithNameKeys() : DatasetContract(RegistryVariant.NameKeys, DatabaseKind.Postgres);

    public sealed class OnPostgresWithIntegerKeysAndTextDates() : DatasetContract(RegistryVariant.IntegerKeysTextDates, DatabaseKind.Postgres);

    public sealed class OnPostgresWithNameKeysAndTextDates() : DatasetContract(RegistryVariant.NameKeysTextDates, DatabaseKind.Postgres);
}
