using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Conformance.Registry;

public sealed class CalibrationLookupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bias", "45a1eeda-a31e-4788-888b-4a1267973ce9")]
    [InlineData("dark", "67d23e4b-1c33-462c-903b-1c98177e5332")]
    [InlineData("flat", "529951fe-b9f2-4eaa-82f1-635b96f050fc")]
    [InlineData("camera", "dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5")]
    public async Task The_raws_calibrations_are_those_that_the_original_finds(string datasetType, string id)
    {
        await using var registry = await GoldenRegistry.OpenAsync("rubin-imsim", Cancel);

        var found = await FindAsync(registry, datasetType, "LSSTCam-imSim/calib", ("instrument", "LSSTCam-imSim"), ("detector", 42L), ("exposure", 204595L));

        found!.Id.ShouldBe(Guid.Parse(id));
        var type = await registry.DatasetTypes.GetAsync(datasetType, Cancel);
        (await registry.Datasets.FindAsync(type, [found.DataId], ["LSSTCam-imSim/calib"], null, Cancel)).ShouldBe([null]);
    }

    [Theory]
    [InlineData(1004, "CamA/calib/20240101")]
    [InlineData(3004, "CamA/calib/20240111")]
    public async Task The_bias_changes_with_the_exposures_time(long exposure, string run)
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);

        var found = await FindAsync(registry, "bias_info", "CamA/calib", ("instrument", "CamA"), ("detector", 0L), ("exposure", exposure));

        found!.Run.ShouldBe(run);
    }

    [Fact]
    public async Task Without_a_time_the_bias_is_ambiguous()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var type = await registry.DatasetTypes.GetAsync("bias_info", Cancel);
        var dataId = DataCoordinate.Standardize(type.Dimensions, new Dictionary<string, object> { ["instrument"] = "CamA", ["detector"] = 0L });

        var error = await Should.ThrowAsync<CalibrationLookupException>(
            registry.Datasets.FindAsync(type, [dataId], ["CamA/calib"], [Timespan.Unbounded], Cancel));

        error.Message.ShouldContain("CamA/calib/20240101");
        error.Message.ShouldNotContain("\n");
    }

    private static async Task<DatasetRef?> FindAsync(SqlRegistry registry, string datasetType, string collection, params (string Name, object Value)[] values)
    {
        var type = await registry.DatasetTypes.GetAsync(datasetType, Cancel);
        var named = values.ToDictionary(v => v.Name, v => v.Value);
        var exposure = DataCoordinate.Standardize(registry.Universe.Conform(named.Keys), named);
        var expanded = (await registry.Records.ExpandAsync([exposure], Cancel))[0];
        return (await registry.Datasets.FindAsync(type, [expanded.Subset(type.Dimensions)], [collection], [expanded.Timespan()], Cancel))[0];
    }
}
