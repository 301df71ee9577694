using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Tests.Queries.Sky;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Defects;

/// <summary>Answers that the original once got wrong, by its change log.</summary>
public sealed class HistoricalDefectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_collections_without_find_first_do_not_repeat_datasets_or_data_ids()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("tag", CollectionType.Tagged);
        await test.CollectionAsync("chain", CollectionType.Chained);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, ["tag", "a"], Cancel);
        var first = await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        var second = await test.DatasetsAsync(raw, "b", test.Detector(2));
        await test.Registry.Datasets.AssociateAsync("tag", [first[0]], Cancel);
        var queries = new QueryEngine(test.Registry);
        string[] collections = ["chain", "a", "tag", "b", "a"];

        var found = await queries.DatasetsAsync(new DatasetQuery { DatasetType = "raw", Collections = collections }, Cancel).Select(d => d.Id).ToListAsync(Cancel);
        var ids = await queries.DataIdsAsync(new DataIdQuery { Dimensions = ["detector"], Datasets = ["raw"], Collections = collections }, Cancel).Select(d => d["detector"].Number).ToListAsync(Cancel);

        found.ShouldBe(first.Concat(second).Select(d => d.Id), ignoreOrder: true);
        ids.ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_whose_regions_do_not_overlap_stay_out_after_the_detector_is_projected_away()
    {
        await using var test = await SkyRepository.MakeAsync();
        // Within visit 2, but in the gap between its detectors: pixels are shared with all of them, regions with none.
        await test.InsertAsync("patch", test.Record(
            "patch", ("skymap", "Map"), ("tract", 0L), ("id", 9L), ("cell_x", 9L), ("cell_y", 9L), ("region", SkyRepository.Square(12, 0, 0.02))));
        var detectors = await test.RecordsAsync("visit_detector_region");
        var patches = await test.RecordsAsync("patch");
        var expected = from d in detectors from p in patches where d.Region!.Overlaps(p.Region!) == true select $"{d["visit"]},{p["tract"]},{p["id"]}";

        var found = await test.KeysAsync("visit,tract,patch", "instrument='Cam1' AND skymap='Map' AND visit_detector_region.region OVERLAPS patch.region");

        found.ShouldBe(expected.Distinct().Order(StringComparer.Ordinal));
        found.ShouldNotContain("2,0,9");
        (await test.KeysAsync("visit,tract,patch", "instrument='Cam1' AND skymap='Map' AND visit = 2")).ShouldContain("2,0,9");
    }

    [Fact]
    public async Task The_finest_regions_of_each_side_decide()
    {
        await using var test = await SkyRepository.MakeAsync();
        var expected = from d in await test.RecordsAsync("visit_detector_region")
                       where d.Region!.Overlaps(SkyRepository.Square(11, 0, 1)) == true
                       select $"{d["visit"]},{d["detector"]}";

        var found = await test.KeysAsync("visit,detector", "instrument='Cam1' AND skymap='Map' AND tract = 0 AND visit_detector_region.region OVERLAPS tract.region");

        found.ShouldBe(expected.Order(StringComparer.Ordinal));
        (await test.KeysAsync("visit,detector,tract", "instrument='Cam1' AND skymap='Map' AND tract = 0")).ShouldBe(expected.Select(k => k + ",0").Order(StringComparer.Ordinal));
        found.ShouldContain("2,1");
        found.ShouldNotContain("2,2");
    }

    [Fact]
    public async Task A_run_beside_a_calibration_collection_is_not_ignored_in_a_join_by_time()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var made = await test.DatasetsAsync(bias, "run", test.Detector(1), test.Detector(2));
        await test.Registry.Datasets.CertifyAsync("calib", [made[0]], TestRegistry.Days(1, 2), Cancel);
        var queries = new QueryEngine(test.Registry);

        foreach (var collections in new string[][] { ["calib", "run"], ["run", "calib"] })
        {
            var query = new DataIdQuery { Dimensions = ["exposure", "detector"], Datasets = ["bias"], Collections = collections, Where = "instrument='Cam1'" };
            var found = await queries.DataIdsAsync(query, Cancel).Select(d => $"{d["exposure"]},{d["detector"]}").ToListAsync(Cancel);
            found.ShouldBe(["1,1", "1,2", "2,1", "2,2", "3,1", "3,2"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_chain_that_matches_is_searched_through_children_that_do_not()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["one", "two", "top-run"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("top", CollectionType.Chained);
        await test.Registry.Collections.EditChainAsync("top", ChainEdit.Redefine, ["one", "two"], Cancel);
        await test.DatasetsAsync(raw, "one", test.Detector(1));
        await test.DatasetsAsync(raw, "two", test.Detector(2));
        await test.DatasetsAsync(raw, "top-run", test.Detector(3));

        var found = await new QueryEngine(test.Registry).DatasetsAsync(new DatasetQuery { DatasetType = "raw", Collections = ["top*"] }, Cancel)
            .Select(d => d.DataId["detector"].Number).ToListAsync(Cancel);

        found.ShouldBe([1, 2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task A_visit_without_region_overlaps_nothing_and_is_otherwise_there()
    {
        await using var test = await SkyRepository.MakeAsync();

        (await test.KeysAsync("visit", "instrument='Cam1'")).ShouldBe(["1", "2", "3", "4"]);
        (await test.KeysAsync("visit,tract", "")).ShouldBe(["1,0", "2,0", "2,1", "3,1"]);
        (await test.KeysAsync("visit", "instrument='Cam1' AND visit.region OVERLAPS CIRCLE(0, 0, 90)")).ShouldBe(["1", "2", "3"]);
        (await test.KeysAsync("visit", "instrument='Cam1' AND NOT visit.region OVERLAPS POINT(11, 0)")).ShouldBe(["2", "3"]);
        (await test.KeysAsync("visit", "instrument='Cam1' AND (visit.region = NULL OR visit.region OVERLAPS POINT(11, 0))")).ShouldBe(["1", "4"]);
        (await test.KeysAsync("visit,healpix5", "instrument='Cam1' AND visit = 4")).ShouldBeEmpty();
    }
}
