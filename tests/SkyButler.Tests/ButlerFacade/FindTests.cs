using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.ButlerFacade;

public sealed class FindTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_calibration_is_found_by_the_time_given()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var butler = repository.Butler;
        var type = new DatasetType("bias", butler.Universe.Conform(["detector"]), "StructuredDataDict", isCalibration: true);
        await butler.Registry.DatasetTypes.RegisterAsync([type], Token);
        await butler.Registry.Collections.RegisterAsync(["calib"], CollectionType.Calibration, null, Token);
        await butler.Registry.Collections.RegisterAsync(["u/early", "u/late"], CollectionType.Run, null, Token);
        var early = await butler.PutAsync(new Dictionary<string, object?> { ["n"] = 1 }, "bias", Detector0, run: "u/early", cancellationToken: Token);
        var late = await butler.PutAsync(new Dictionary<string, object?> { ["n"] = 2 }, "bias", Detector0, run: "u/late", cancellationToken: Token);
        await butler.Registry.Datasets.CertifyAsync("calib", [early], Timespan.Between(100, 200), Token);
        await butler.Registry.Datasets.CertifyAsync("calib", [late], Timespan.Between(200, 300), Token);
        var options = new FindOptions { Collections = ["calib"] };

        (await butler.FindDatasetAsync("bias", Detector0, options with { Timespan = Timespan.Between(120, 150) }, Token))!.Id.ShouldBe(early.Id);
        (await butler.FindDatasetAsync("bias", Detector0, options with { Timespan = Timespan.Between(200, 250) }, Token))!.Id.ShouldBe(late.Id);
        (await butler.FindDatasetAsync("bias", Detector0, options with { Timespan = Timespan.Between(400, 500) }, Token)).ShouldBeNull();
        await Should.ThrowAsync<CalibrationLookupException>(() => butler.FindDatasetAsync("bias", Detector0, options with { Timespan = Timespan.Between(150, 250) }, Token));
        await Should.ThrowAsync<CalibrationLookupException>(() => butler.FindDatasetAsync("bias", Detector0, options, Token));
    }

    [Fact]
    public async Task A_dataset_can_be_found_to_be_read_as_another_storage_class_and_with_records()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "TaskMetadata", "detector");
        var scalars = new Dictionary<string, object> { ["scalars"] = new Dictionary<string, int> { ["n"] = 1 } };
        var put = await repository.Butler.PutAsync(scalars, "info", Detector0, cancellationToken: Token);

        var found = await repository.Butler.FindDatasetAsync("info", Detector0, new FindOptions { StorageClass = "StructuredDataDict", WithRecords = true }, Token);

        found!.Id.ShouldBe(put.Id);
        found.DatasetType.StorageClass.ShouldBe("StructuredDataDict");
        found.DataId.IsExpanded.ShouldBeTrue();
        (await Should.ThrowAsync<DatasetTypeException>(() => repository.Butler.FindDatasetAsync("info", Detector0, new FindOptions { StorageClass = "ExposureF" }, Token)))
            .Message.ShouldContain("can't be read as 'ExposureF'");
        (await Should.ThrowAsync<DatasetTypeException>(() => repository.Butler.FindDatasetAsync("info", Detector0, new FindOptions { StorageClass = "ExposureFF" }, Token)))
            .Message.ShouldContain("Did you mean");
    }

    [Fact]
    public async Task Queries_take_collections_and_the_only_instrument_of_them_for_granted()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.PutAsync(new Dictionary<string, object?> { ["n"] = 1 }, "info", Detector0, cancellationToken: Token);
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        var queries = repository.Butler.Queries;

        (await queries.Query().Where("detector = 0").JoinDatasets("info").Datasets("info").CountAsync(cancellationToken: Token)).ShouldBe(1);
        (await queries.DataIdsAsync(new() { Dimensions = ["detector"], Where = "detector = 3" }, Token).SingleAsync(Token))["instrument"].Text.ShouldBe("Cam");
        (await Should.ThrowAsync<QueryException>(async () => await queries.Query().Datasets("info.n", []).CountAsync(cancellationToken: Token)))
            .Message.ShouldContain("whole type, 'info'");
    }

    [Fact]
    public async Task Datasets_are_found_by_identifier_many_at_once()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var puts = new List<DatasetRef>();
        for (var detector = 0; detector < 3; detector++)
            puts.Add(await repository.Butler.PutAsync(
                new Dictionary<string, object?> { ["n"] = 1 }, "info", new DataId { ["instrument"] = "Cam", ["detector"] = detector }, cancellationToken: Token));

        var found = await repository.Butler.GetDatasetsAsync([.. puts.Select(p => p.Id), Guid.NewGuid()], new FindOptions { WithRecords = true }, Token);

        found.Values.ShouldBe(puts, ignoreOrder: true);
        found.Values.ShouldAllBe(d => d.DataId.IsExpanded && d.Run == "u/run");
        (await repository.Butler.GetDatasetAsync(puts[1].Id, cancellationToken: Token))!.DataId["detector"].Number.ShouldBe(1);
        (await repository.Butler.GetDatasetAsync(Guid.NewGuid(), cancellationToken: Token)).ShouldBeNull();
    }
}
