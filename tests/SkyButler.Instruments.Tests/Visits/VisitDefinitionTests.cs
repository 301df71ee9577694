using SkyButler.Geometry;
using SkyButler.Instruments.Visits;
using SkyButler.Registry.Errors;

namespace SkyButler.Instruments.Tests.Visits;

/// <summary>Of the three shared exposures the last two are snaps of one visit.</summary>
public sealed class VisitDefinitionTests
{
    private const long First = 2022040500347;
    private const long Second = 2022040500348;
    private const long Third = 2022040500349;
    private const long SecondAlone = 92022040500348;

    [Fact]
    public async Task By_counter_there_is_a_visit_for_each_exposure_and_one_of_both_snaps()
    {
        await using var repository = await FullAsync();
        (await repository.DefineAsync()).New.ShouldBe(4);
        var members = await repository.MembersAsync();
        members.Keys.Order().ShouldBe([First, Second, Third, SecondAlone]);
        members[First].ShouldBe([First]);
        members[Second].ShouldBe([Second, Third]);
        members[Third].ShouldBe([Third]);
        members[SecondAlone].ShouldBe([Second]);
        (await repository.AllAsync("visit_system_membership")).Select(record => ((long)record["visit"]!, (long)record["visit_system"]!)).Order()
            .ShouldBe([(First, 0), (First, 2), (Second, 2), (Third, 0), (SecondAlone, 0)]);
        (await repository.AllAsync("visit_system")).Select(record => ((long)record["id"]!, (string)record["name"]!)).ShouldBe([(0, "one-to-one"), (2, "by-seq-start-end")]);
        (await repository.AllAsync("visit_detector_region")).Count.ShouldBe(16);
    }

    [Fact]
    public async Task A_visit_of_several_exposures_sums_averages_and_spans_them()
    {
        await using var repository = await FullAsync();
        await repository.AddAsync(349, ("observation_reason", "other"), ("azimuth", -175.0), ("zenith_angle", 40.0));
        await repository.AddAsync(348, ("azimuth", 175.0), ("zenith_angle", 50.0));
        await repository.DefineAsync();
        var visits = (await repository.AllAsync("visit")).ToDictionary(record => (long)record["id"]!);
        var (both, exposures) = (visits[Second], (await repository.AllAsync("exposure")).ToDictionary(record => (long)record["id"]!));
        both["name"].ShouldBe("AT_O_20220405_000348");
        visits[SecondAlone]["name"].ShouldBe("AT_O_20220405_000348_first");
        both["exposure_time"].ShouldBe(60.0);
        both["zenith_angle"].ShouldBe(45.0);
        Math.Abs((double)both["azimuth"]!).ShouldBe(180, 1e-9);
        both["observation_reason"].ShouldBe("various");
        both["seq_num"].ShouldBe(348L);
        both["day_obs"].ShouldBe(20220405L);
        both.Timespan!.Value.BeginNanoseconds.ShouldBe(exposures[Second].Timespan!.Value.BeginNanoseconds);
        both.Timespan!.Value.EndNanoseconds.ShouldBe(exposures[Third].Timespan!.Value.EndNanoseconds);
    }

    [Fact]
    public async Task By_group_the_digits_of_the_groups_name_are_the_number()
    {
        await using var repository = await FullAsync();
        (await repository.DefineAsync(VisitGrouping.ByGroupMetadata)).New.ShouldBe(2);
        var members = await repository.MembersAsync();
        members[20220406025653255].ShouldBe([First]);
        members[20220406025807181].ShouldBe([Second, Third]);
        (await repository.AllAsync("visit"))[0]["name"].ShouldBe("2022-04-06T02:56:53.255");
    }

    [Fact]
    public async Task What_makes_no_visit_is_named_and_the_others_go_on_unless_the_first_is_to_end_all()
    {
        await using var repository = await FullAsync();
        await repository.AddAsync(347, ("group", "calibration"));
        (await Should.ThrowAsync<VisitException>(() => repository.DefineAsync(VisitGrouping.ByGroupMetadata))).Message.ShouldContain("The group 'calibration' of the exposure 2022040500347");
        (await repository.MembersAsync()).ShouldBeEmpty();

        var failures = new List<string>();
        var report = await repository.DefineAsync(new VisitDefinition
        {
            Instrument = "DummyCam",
            Description = VisitRepository.Description,
            Config = new() { Grouping = VisitGrouping.ByGroupMetadata },
            Failed = failure => failures.Add(failure.Message),
            Log = repository,
        });
        (report.New, report.Failed).ShouldBe((1, 1));
        failures.ShouldHaveSingleItem().ShouldContain("'calibration'");
        (await repository.MembersAsync()).Keys.ShouldBe([20220406025807181]);
    }

    [Fact]
    public async Task One_to_one_each_exposure_is_a_visit()
    {
        await using var repository = await FullAsync();
        await repository.DefineAsync(VisitGrouping.OneToOne);
        (await repository.MembersAsync()).ShouldAllBe(member => member.Value.Single() == member.Key);
    }

    [Fact]
    public async Task Regions_lie_around_the_boresight_turned_by_the_sky_angle()
    {
        await using var repository = await VisitRepository.MakeAsync();
        await repository.AddAsync(347, ("tracking_ra", 30.0), ("tracking_dec", 0.0), ("sky_angle", 0.0));
        await repository.DefineAsync(VisitGrouping.OneToOne);
        var regions = (await repository.AllAsync("visit_detector_region")).ToDictionary(record => (long)record["detector"]!, record => (ConvexPolygon)record.Region!);
        // Millimetres are 20 seconds of arc; x grows to the west. A detector is 40 mm wide, 25 mm are added on each side, and half a pixel at the edges.
        const double second = 1.0 / 3600;
        foreach (var (detector, west, north) in new[] { (0, -21, -21), (1, 21, -21), (2, -21, 21), (3, 21, 21) })
        {
            Contains(regions[detector], 30 - (west * 20 * second), north * 20 * second).ShouldBeTrue();
            Contains(regions[detector], 30 - ((west + 44.9) * 20 * second), north * 20 * second).ShouldBeTrue();
            Contains(regions[detector], 30 - ((west + 45.2) * 20 * second), north * 20 * second).ShouldBeFalse();
        }

        var visit = (await repository.AllAsync("visit"))[0].Region!;
        regions.Values.ShouldAllBe(region => region.Vertices.All(visit.Contains));
        Contains(visit, 30 - (66.2 * 20 * second), 0).ShouldBeFalse();
    }

    [Fact]
    public async Task An_exposure_of_which_nobody_knows_how_the_camera_was_turned_gets_no_visit_and_that_is_told()
    {
        await using var repository = await VisitRepository.MakeAsync();
        await repository.AddAsync(347, ("sky_angle", null));
        (await repository.DefineAsync(VisitGrouping.OneToOne)).New.ShouldBe(0);
        repository.Messages.ShouldContain(message => message.StartsWith("1 exposures tell where they looked, but not how the camera was turned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exposures_that_saw_no_sky_are_passed_over_or_an_error()
    {
        await using var repository = await FullAsync();
        await repository.AddAsync(347, ("can_see_sky", false));
        await repository.AddAsync(348, ("tracking_ra", null), ("tracking_dec", null));
        var report = await repository.DefineAsync(VisitGrouping.OneToOne);
        (report.New, report.WithoutSky).ShouldBe((1, 2));
        (await Should.ThrowAsync<VisitException>(() => repository.DefineAsync(Definition(repository) with { Config = new() { IgnoresOthers = false } }))).Message.ShouldContain("000347");
        await repository.AddAsync(349, ("can_see_sky", false));
        (await repository.DefineAsync(VisitGrouping.OneToOne)).New.ShouldBe(0);
        repository.Messages.ShouldContain("No on-sky exposures found after filtering.");
    }

    [Fact]
    public async Task Again_nothing_changes_and_other_values_are_a_conflict_unless_told()
    {
        await using var repository = await FullAsync();
        await repository.DefineAsync();
        var before = await repository.StateAsync();
        (await repository.DefineAsync()).Unchanged.ShouldBe(4);
        await repository.AddAsync(347, ("target_name", "other"), ("tracking_ra", 10.0));
        var error = await Should.ThrowAsync<ConflictException>(() => repository.DefineAsync());
        error.Message.ShouldContain("000347");
        error.Message.ShouldContain("target_name is");
        (await repository.StateAsync()).ShouldBe(before);
        (await repository.DefineAsync(mode: VisitMode.SkipConflicting)).ShouldBe(new VisitReport { Exposures = 3, Unchanged = 3, Skipped = 1 });
        (await repository.StateAsync()).ShouldBe(before);
        (await repository.DefineAsync(mode: VisitMode.Update)).ShouldBe(new VisitReport { Exposures = 3, Unchanged = 3, UpdatedWithRegions = 1 });
        var visit = (await repository.AllAsync("visit")).Single(record => (long)record["id"]! == First);
        visit["target_name"].ShouldBe("other");
        Contains(visit.Region!, 10, -45.06).ShouldBeTrue();
        (await repository.AllAsync("visit_detector_region")).Where(record => (long)record["visit"]! == First).ShouldAllBe(record => visit.Region!.Overlaps(record.Region!) == true);
    }

    [Theory]
    [InlineData(347, 348, 349)]
    [InlineData(349, 348, 347)]
    [InlineData(348, 347, 349)]
    public async Task Incrementally_the_order_makes_no_difference(params int[] order)
    {
        await using var whole = await FullAsync();
        await whole.DefineAsync();
        await using var repository = await VisitRepository.MakeAsync();
        foreach (var number in order)
        {
            await repository.AddAsync(number);
            await repository.DefineAsync(mode: VisitMode.Incremental, where: $"exposure = 2022040500{number}");
        }

        (await repository.StateAsync()).ShouldBe(await whole.StateAsync());
        if (order[0] == 349)
            repository.Messages.ShouldContain(message => message.Contains("Skipping the multi-snap definition", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Incrementally_groups_grow()
    {
        await using var whole = await FullAsync();
        await whole.DefineAsync(VisitGrouping.ByGroupMetadata);
        await using var repository = await VisitRepository.MakeAsync();
        foreach (var number in new[] { 349, 347, 348 })
        {
            await repository.AddAsync(number);
            await repository.DefineAsync(VisitGrouping.ByGroupMetadata, VisitMode.Incremental, $"exposure = 2022040500{number}");
        }

        (await repository.MembersAsync())[20220406025807181].ShouldBe([Second, Third]);
        (await repository.StateAsync()).ShouldBe(await whole.StateAsync());
    }

    [Fact]
    public async Task Exposures_that_belong_to_visits_can_be_left_out()
    {
        await using var repository = await FullAsync();
        await repository.DefineAsync();
        var again = Definition(repository) with { Prefilters = true };
        (await repository.DefineAsync(again)).Filtered.ShouldBe(3);
        repository.Messages.ShouldContain(message => message.StartsWith("Filtered out 3 on-sky exposure(s) (of 3)", StringComparison.Ordinal));
        await RemoveRegionAsync(repository);
        (await repository.DefineAsync(again with { ChecksDetectorRegions = true })).Filtered.ShouldBeLessThan(3);
        (await repository.AllAsync("visit_detector_region")).Count.ShouldBe(16);
        await Should.ThrowAsync<VisitException>(() => repository.DefineAsync(again with { Mode = VisitMode.Update }));
    }

    [Fact]
    public async Task Regions_of_detectors_that_are_missing_are_added()
    {
        await using var repository = await FullAsync();
        await repository.DefineAsync();
        var before = await repository.StateAsync();
        await RemoveRegionAsync(repository);
        (await repository.DefineAsync()).Completed.ShouldBe(0);
        (await repository.DefineAsync(Definition(repository) with { ChecksDetectorRegions = true })).Completed.ShouldBe(1);
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Without_a_camera_and_without_an_instrument_it_is_said_what_to_do()
    {
        await using var repository = await FullAsync();
        (await Should.ThrowAsync<VisitException>(() => repository.DefineAsync(Definition(repository) with { Description = null }))).Message.ShouldContain("SKYBUTLER_INSTRUMENTS");
        (await Should.ThrowAsync<VisitException>(() => repository.DefineAsync(Definition(repository) with { Config = new() { RequiresVersionedCamera = true } }))).Message.ShouldContain("--collections");
    }

    [Theory]
    [InlineData("config.groupExposures = 'one-to-on'", "one-to-one")]
    [InlineData("config.groupExposure = 'one-to-one'", "groupExposures")]
    [InlineData("config.computeVisitRegions['single-raw-wcs'].padding = 'x'", "pixels")]
    [InlineData("config.ignoreNonScienceExposures = 1", "True or False")]
    public void What_is_wrong_in_a_configuration_is_named_with_its_line(string text, string words)
    {
        var message = Should.Throw<VisitException>(() => new VisitConfig().WithFile(text, "defineVisits.py")).Message;
        message.ShouldStartWith("defineVisits.py:1");
        message.ShouldContain(words);
    }

    [Fact]
    public void Overrides_are_understood()
    {
        var config = new VisitConfig().WithFile("config.groupExposures.name = 'by-group-metadata'\nconfig.computeVisitRegions[\"single-raw-wcs\"].mergeExposures = True\n", "x.py").WithOverride("computeVisitRegions.active.padding=3");
        config.ShouldBe(new VisitConfig { Grouping = VisitGrouping.ByGroupMetadata, MergesExposures = true, Padding = 3 });
    }

    private static async Task<VisitRepository> FullAsync()
    {
        var repository = await VisitRepository.MakeAsync();
        foreach (var number in new[] { 347, 348, 349 })
            await repository.AddAsync(number);
        return repository;
    }

    private static VisitDefinition Definition(VisitRepository repository) => new()
    {
        Instrument = "DummyCam",
        Description = VisitRepository.Description,
        Config = new() { Grouping = VisitGrouping.OneToOneAndByCounter },
        Log = repository,
    };

    private static bool Contains(Region region, double longitude, double latitude) => region.Contains(LonLat.FromDegrees(longitude, latitude).ToVector());

    // As an older client left it, that knew fewer detectors.
    private static async Task RemoveRegionAsync(VisitRepository repository)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={repository.Database};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in new[] { "visit_detector_region_skypix_overlap", "visit_detector_region" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM {table} WHERE visit = {First} AND detector = 2";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
