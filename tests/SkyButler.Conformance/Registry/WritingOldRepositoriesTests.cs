using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Registry;

public sealed class WritingOldRepositoriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_of_the_first_dataset_manager_keeps_its_dates_as_text()
    {
        using var copy = SharedFiles.CopyGolden("rubin-imsim");
        var file = copy.File("gen3.sqlite3");
        await using var registry = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(file), RegistryAccess.ReadWrite, Cancel);
        var type = new DatasetType("postISR", registry.Universe.Conform(["exposure", "detector"]), "ExposureF");
        var dataId = DataCoordinate.Standardize(
            type.Dimensions, new Dictionary<string, object> { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595L, ["detector"] = 42L });

        await registry.DatasetTypes.RegisterAsync([type], Cancel);
        await registry.Collections.RegisterAsync(["u/me/r1"], CollectionType.Run, null, Cancel);
        var inserted = await registry.Datasets.InsertAsync(type, "u/me/r1", [dataId], DatasetIdMode.Unique, Cancel);

        (await registry.DatasetTypes.TablesAsync("postISR", Cancel)).Tags.ShouldBe("dataset_tags_00000001");
        (await registry.Datasets.FindAsync(type, [dataId], ["u/me/r1"], null, Cancel))[0]!.Id.ShouldBe(inserted[0].Id);
        var dates = await GoldenRegistry.PairsAsync(file, $"SELECT typeof(ingest_date), ingest_date FROM dataset WHERE id = '{inserted[0].Id:N}'", Cancel);
        dates["text"].ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$");
    }

    [Fact]
    public async Task Raw_identifiers_repeat_those_that_are_there()
    {
        await using var registry = await GoldenRegistry.OpenAsync("rubin-imsim", Cancel);
        var raw = await registry.DatasetTypes.GetAsync("raw", Cancel);
        var dataId = DataCoordinate.Standardize(
            raw.Dimensions, new Dictionary<string, object> { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595L, ["detector"] = 42L });

        new DatasetIds().Make(DatasetIdMode.DataIdTypeRun, "raw", "LSSTCam-imSim/raw/all", dataId).ShouldBe(Guid.Parse("c63dd0e7-6930-5edf-aabd-b0ce3c49d434"));
        (await registry.Datasets.FindAsync(raw, [dataId], ["LSSTCam-imSim/raw/all"], null, Cancel))[0]!.Id.ShouldBe(Guid.Parse("c63dd0e7-6930-5edf-aabd-b0ce3c49d434"));
    }
}
