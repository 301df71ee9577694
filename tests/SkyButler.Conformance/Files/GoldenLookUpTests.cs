using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Files;

/// <summary>Datasets found and read by names and data IDs as people write them.</summary>
public sealed class GoldenLookUpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bias", "45a1eeda-a31e-4788-888b-4a1267973ce9")]
    [InlineData("dark", "67d23e4b-1c33-462c-903b-1c98177e5332")]
    [InlineData("flat", "529951fe-b9f2-4eaa-82f1-635b96f050fc")]
    [InlineData("camera", "dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5")]
    public async Task The_calibrations_of_imsims_raw_are_found(string type, string id)
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("rubin-imsim"), new() { Collections = ["LSSTCam-imSim/calib"] }, Token);
        var byNumbers = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = 42 };
        (await butler.FindDatasetAsync(type, byNumbers, cancellationToken: Token))!.Id.ShouldBe(new Guid(id));
        var byNames = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = "R11_S20" };
        (await butler.FindDatasetAsync(type, byNames, cancellationToken: Token))!.Id.ShouldBe(new Guid(id));
    }

    [Fact]
    public async Task Imsims_files_are_read_as_what_they_are()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("rubin-imsim"), new() { Collections = ["LSSTCam-imSim/calib", "LSSTCam-imSim/raw/all"] }, Token);
        var dataId = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = 42 };
        ((Exposure)await butler.GetAsync("bias", dataId, cancellationToken: Token)).Box.ShouldBe(Box2I.FromSize(0, 0, 4072, 4000));
        ((Mask)await butler.GetAsync("bias.mask", dataId, cancellationToken: Token)).Planes["NO_DATA"].ShouldBe(8);
        ((Camera)await butler.GetAsync("camera", dataId, cancellationToken: Token)).Detectors.Count.ShouldBe(189);
        var raw = (RawExposure)await butler.GetAsync("raw", dataId, cancellationToken: Token);
        raw.Amplifiers.Count.ShouldBe(16);
        raw.Header.FindDouble("DARKTIME").ShouldBe(30);
    }

    [Fact]
    public async Task A_calibration_follows_the_time_of_the_exposure()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), new() { Collections = ["CamA/calib"] }, Token);
        (await FindAsync(1004))!.Run.ShouldBe("CamA/calib/20240101");
        (await FindAsync(3004))!.Run.ShouldBe("CamA/calib/20240111");
        await Should.ThrowAsync<CalibrationLookupException>(() =>
            butler.FindDatasetAsync("bias_info", new() { ["instrument"] = "CamA", ["detector"] = 0 }, cancellationToken: Token));
        var byField = new DataId { ["instrument"] = "CamA", ["detector"] = 0, ["exposure.obs_id"] = "AO_20240110_000004" };
        (await butler.FindDatasetAsync("bias_info", byField, cancellationToken: Token))!.Run.ShouldBe("CamA/calib/20240101");

        Task<DatasetRef?> FindAsync(int exposure) => butler.FindDatasetAsync(
            "bias_info", new() { ["instrument"] = "CamA", ["detector"] = 0, ["exposure"] = exposure }, cancellationToken: Token);
    }

    [Fact]
    public async Task Data_ids_may_name_alternate_keys_and_fields()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), new() { Collections = ["CamA/raw/all"] }, Token);
        var expected = await ResolveAsync(new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 1 });
        foreach (var dataId in new DataId[]
        {
            new() { ["instrument"] = "CamA", ["exposure"] = "AO_20240110_000004", ["detector"] = 1 },
            new() { ["instrument"] = "CamA", ["obs_id"] = "AO_20240110_000004", ["detector"] = 1 },
            new() { ["instrument"] = "CamA", ["day_obs"] = 20240110, ["seq_num"] = 4, ["detector"] = 1 },
            new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = expected.Name },
            new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector.full_name"] = expected.Name },
            // The only instrument of the collections searched by default need not be named.
            new() { ["exposure"] = 1004, ["detector"] = 1 },
        })
            (await ResolveAsync(dataId)).DataId.ShouldBe(expected.DataId, dataId.ToString());

        async Task<(DataCoordinate DataId, string Name)> ResolveAsync(DataId dataId)
        {
            var type = await butler.Registry.DatasetTypes.GetAsync("raw_md", Token);
            var (coordinate, time) = await butler.ResolveDataIdAsync(type, dataId, Token);
            time.ShouldBeNull();
            var full = (await butler.Registry.Records.ExpandAsync([coordinate], Token))[0];
            return (coordinate, (string)full.Records!["detector"]!["full_name"]!);
        }
    }

    [Fact]
    public async Task Data_ids_that_contradict_themselves_or_mean_nothing_are_refused()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), new() { Collections = ["CamA/raw/all"] }, Token);
        await RefusedAsync<InconsistentDataIdException>(new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 1, ["band"] = "zz" });
        await RefusedAsync<InconsistentDataIdException>(new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 1, ["exposure.seq_num"] = 77 });
        await RefusedAsync<DataIdValueException>(new() { ["instrument"] = "CamA", ["exposure"] = "NoSuchExposure'", ["detector"] = 1 });
        await RefusedAsync<DataIdException>(new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 1, ["sequ_num"] = 4 });
        await RefusedAsync<DataIdException>(new() { ["instrument"] = "CamA", ["exposure"] = 1004 });

        async Task RefusedAsync<T>(DataId dataId)
            where T : Exception => (await Should.ThrowAsync<T>(() => butler.FindDatasetAsync("raw_md", dataId, cancellationToken: Token))).Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Mixed_gives_values_of_every_plain_kind()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), new() { Collections = ["u/bob/out/20240115T000000Z", "u/alice/run1"] }, Token);
        var visit = new DataId { ["instrument"] = "CamA", ["visit"] = 1004 };
        (await butler.GetAsync("metric_int", visit, cancellationToken: Token)).ShouldBeOfType<long>();
        (await butler.GetAsync("tspan_ds", visit, cancellationToken: Token)).ShouldBe(Timespan.FromStored(1_704_974_400_000_000_000, 4_102_444_800_000_000_000));
        var composite = (OrderedDictionary<string, object?>)await butler.GetAsync("comp_a", visit, cancellationToken: Token);
        ((List<object?>)composite["data"]!)[2].ShouldBe(456.7);
        ((OrderedDictionary<string, object?>)await butler.GetAsync("comp_a.summary", visit, cancellationToken: Token)).ShouldNotBeEmpty();
        var whole = (OrderedDictionary<string, object?>)await butler.GetAsync("comp_n", visit, cancellationToken: Token);
        whole.Keys.ShouldBe(["summary", "output", "data"]);
        ((List<object?>)await butler.GetAsync("comp_n.data", visit, cancellationToken: Token))[0].ShouldBe(563L);
    }

    [Fact]
    public async Task What_the_originals_runs_leave_is_read()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("runs/repo"), new() { Collections = ["u/me/ok"] }, Token);
        var log = (LogRecords)await butler.GetAsync("stepA_log", new() { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 0 }, cancellationToken: Token);
        log.Records.ShouldNotBeEmpty();
        ((ConfigText)await butler.GetAsync("stepA_config", [], cancellationToken: Token)).Text.ShouldContain("config.add=5");
        ((OrderedDictionary<string, object?>)await butler.GetAsync("packages", [], cancellationToken: Token)).ShouldNotBeEmpty();
    }
}
