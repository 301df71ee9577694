using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Results;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Queries;

/// <summary>Listings of real repositories, and what is said where they are empty.</summary>
public sealed class ListingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_that_rubin_made_lists_what_its_database_holds()
    {
        await using var registry = await GoldenRegistry.OpenAsync("rubin-imsim", Cancel);
        var queries = new QueryEngine(registry);

        var all = await queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).ToListAsync(Cancel);

        all.Count.ShouldBe(194);
        all.Select(d => d.Id).Distinct().Count().ShouldBe(194);
        all.Select(d => d.DatasetType.Name).ShouldBeInOrder();
        (await queries.RecordsAsync("detector", new DataIdQuery { Dimensions = [] }, Cancel).CountAsync(Cancel)).ShouldBe(189);
        var typeCounts = await GoldenRegistry.PairsAsync(
            GoldenRegistry.File("rubin-imsim"), "SELECT t.name, CAST(COUNT(*) AS TEXT) FROM dataset d JOIN dataset_type t ON t.id = d.dataset_type_id GROUP BY t.name", Cancel);
        all.GroupBy(d => d.DatasetType.Name).ToDictionary(g => g.Key, g => $"{g.Count()}").ShouldBe(typeCounts, ignoreOrder: true);
    }

    [Theory]
    [InlineData("rubin-imsim")]
    [InlineData("rubin-comCam")]
    [InlineData("rubin-phosim")]
    [InlineData("mixed")]
    [InlineData("base")]
    public async Task Every_dataset_is_listed_in_its_run_with_a_full_data_id(string repository)
    {
        await using var registry = await GoldenRegistry.OpenAsync(repository, Cancel);
        var runs = await GoldenRegistry.PairsAsync(
            GoldenRegistry.File(repository), "SELECT d.id, c.name FROM dataset d JOIN collection c ON c.collection_id = d.run_id", Cancel);

        var all = await new QueryEngine(registry).AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Cancel).ToListAsync(Cancel);

        all.ToDictionary(d => d.Id.ToString("N"), d => d.Run).ShouldBe(runs, ignoreOrder: true);
        all.ShouldAllBe(d => d.DataId.IsFull);
    }

    [Fact]
    public async Task Records_come_with_data_ids_on_request()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var query = new DatasetQuery { DatasetType = "raw_md", Collections = ["CamA/raw/all"], WithRecords = true, Where = "instrument='CamA' AND detector.raft='R00'" };

        var found = await new QueryEngine(registry).DatasetsAsync(query, Cancel).ToListAsync(Cancel);

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(d => (string?)d.DataId.Records!["detector"]!["raft"] == "R00" && d.DataId.Records["exposure"] != null);
    }

    [Theory]
    [InlineData("detector", "R00_S01")]
    [InlineData("detector.full_name", "R00_S01")]
    public async Task Data_ids_may_name_alternate_keys(string name, string value)
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var dataId = new DataId { ["instrument"] = "CamA", [name] = value };

        var found = await new QueryEngine(registry).DataIdsAsync(new DataIdQuery { Dimensions = ["detector"], DataId = dataId }, Cancel).ToListAsync(Cancel);

        found.ShouldHaveSingleItem()["detector"].Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_dataset_in_several_collections_is_listed_once_unless_told_otherwise()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var query = new DatasetQuery { DatasetType = "raw_md", Collections = ["CamA/*"], Where = "instrument='CamA' AND exposure=1004 AND detector=2" };
        var queries = new QueryEngine(registry);

        (await queries.DatasetsAsync(query, Cancel).CountAsync(Cancel)).ShouldBe(1);
        (await queries.CountAsync(query, Cancel)).ShouldBe(1);
        (await queries.DatasetsAsync(query with { Repetition = DatasetRepetition.ForEachMembership }, Cancel).CountAsync(Cancel)).ShouldBe(2);
    }

    [Theory]
    [InlineData("instrument='CamX'", "There is no instrument 'CamX' in this repository. Did you mean 'CamA'?")]
    [InlineData("instrument='CamA' AND exposure=1004 AND exposure=1005", "'exposure' is required to be 1004 and 1005 at once.")]
    [InlineData("instrument='CamA' AND exposure=1004 AND detector.purpose='NOPURPOSE'", "Nothing satisfies 'detector.purpose = 'NOPURPOSE''")]
    [InlineData("instrument='CamB'", "No datasets with instrument='CamB' in collection 'CamA/raw/all'.")]
    [InlineData("instrument='CamA' AND exposure=1004 AND detector=77", "There is no detector in this repository with 'instrument = 'CamA' AND detector = 77'.")]
    public async Task An_empty_answer_is_explained(string where, string reason)
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var query = new DatasetQuery { DatasetType = "raw_md", Collections = ["CamA/raw/all"], Where = where };
        var queries = new QueryEngine(registry);

        (await queries.DatasetsAsync(query, Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
        (await queries.ExplainAsync(query, Cancel)).ShouldContain(m => m.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_calibrations_for_one_data_id_are_an_error_where_only_one_can_be_chosen()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var query = new DatasetQuery { DatasetType = "bias_info", Collections = ["CamA/calib"], FindFirst = true, Where = "instrument='CamA'" };

        await Should.ThrowAsync<CalibrationLookupException>(async () => await new QueryEngine(registry).DatasetsAsync(query, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Listings_sort_by_run_then_by_places_and_times()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var query = new DatasetQuery { DatasetType = "metric_int", Collections = ["u/alice"] };
        var found = await new QueryEngine(registry).DatasetsAsync(query, Cancel).ToListAsync(Cancel);

        var order = new DatasetOrder(found[0].DatasetType.Dimensions);
        found.Sort(order);

        order.Keys.ShouldBe(["instrument", "visit", "day_obs", "band", "physical_filter"], ignoreOrder: true);
        order.Keys.Take(3).ShouldContain("visit");
        found.Select(d => (d.Run, d.DataId["visit"].Number)).ShouldBeInOrder();
    }

    [Fact]
    public async Task Reading_leaves_the_database_as_it_was()
    {
        using var copy = SharedFiles.CopyGolden("ci_hsc");
        var file = copy.File("gen3.sqlite3");
        var before = GoldenRegistry.Digest(file);
        await using (var registry = await SkyButler.Registry.SqlRegistry.OpenAsync(GoldenRegistry.Settings(file), SkyButler.Registry.RegistryAccess.ReadOnly, Cancel))
            (await new QueryEngine(registry).DataIdsAsync(new DataIdQuery { Dimensions = ["visit", "detector", "tract"] }, Cancel).CountAsync(Cancel)).ShouldBe(33);

        GoldenRegistry.Digest(file).ShouldBe(before);
        Directory.GetFiles(copy.Path).Length.ShouldBe(Directory.GetFiles(SharedFiles.Golden("ci_hsc")).Length);
    }
}
