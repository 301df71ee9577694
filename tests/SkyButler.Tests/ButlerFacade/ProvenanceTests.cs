using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Registry.Collections;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Files say which dataset they hold, and what it was made of.</summary>
public sealed class ProvenanceTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task An_exposure_names_itself_its_quantum_and_its_inputs()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var raw = repository.Ref(await repository.RegisterAsync("raw", "ExposureF", "detector"), Detector(3), "u/raws/with/a/long/name/so/that/it/does/not/fit/on/one/card");
        var calexp = repository.Ref(await repository.RegisterAsync("calexp", "ExposureF", "detector"), Detector(0));
        await repository.Butler.Registry.Collections.RegisterAsync(["u/run"], CollectionType.Run, null, Token);
        var quantum = Guid.CreateVersion7();

        await repository.Butler.PutAsync([new DatasetPut(Exposure(), calexp) { Provenance = new() { Quantum = quantum, Inputs = [raw] } }], Token);

        var metadata = (FitsHeader)await repository.Butler.GetAsync("calexp.metadata", Detector(0), cancellationToken: Token);
        metadata.Where(card => card.Keyword.StartsWith("LSST BUTLER", StringComparison.Ordinal)).Select(card => (card.Keyword["LSST BUTLER ".Length..], card.Value)).ShouldBe(
        [
            ("ID", (object)calexp.Id.ToString()), ("RUN", "u/run"), ("DATASETTYPE", "calexp"), ("DATAID DETECTOR", 0L), ("DATAID INSTRUMENT", "Cam"),
            ("QUANTUM", quantum.ToString()), ("N_INPUTS", 1L), ("INPUT 0 ID", raw.Id.ToString()), ("INPUT 0 RUN", raw.Run), ("INPUT 0 DATASETTYPE", "raw"),
        ]);
    }

    [Fact]
    public async Task What_is_written_again_forgets_what_it_was_before()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        await repository.Butler.PutAsync(Exposure(), "calexp", Detector(0), cancellationToken: Token);
        var first = (Exposure)await repository.Butler.GetAsync("calexp", Detector(0), cancellationToken: Token);

        var second = await repository.Butler.PutAsync(first, "calexp", Detector(1), cancellationToken: Token);

        var metadata = ((Exposure)await repository.Butler.GetAsync(second, cancellationToken: Token)).Metadata;
        metadata.All("LSST BUTLER ID").Select(card => card.Value).ShouldBe([second.Id.ToString()]);
        metadata.FindInt64("LSST BUTLER DATAID DETECTOR").ShouldBe(1);
        first.Metadata.FindInt64("LSST BUTLER DATAID DETECTOR").ShouldBe(0);
    }

    [Theory]
    [InlineData("ImageF")]
    [InlineData("Mask")]
    [InlineData("MaskedImageF")]
    public async Task Files_of_images_say_it_in_their_first_header(string storageClass)
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("plane", storageClass, "detector");
        var box = Box2I.FromSize(0, 0, 2, 2);
        object value = storageClass switch { "Mask" => new Mask(box), "ImageF" => new Image<float>(box), _ => new MaskedImage(box) };
        var dataset = await repository.Butler.PutAsync(value, "plane", Detector(0), cancellationToken: Token);
        await using var file = await FitsFile.OpenAsync(Path.Combine(repository.Root, repository.Files().Single()), cancellationToken: Token);
        file.Primary.Header.FindString("LSST BUTLER ID").ShouldBe(dataset.Id.ToString());
        file.Primary.Header.FindInt64("LSST BUTLER N_INPUTS").ShouldBe(0);
    }

    [Fact]
    public async Task A_table_says_it_in_its_metadata()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("catalog", "AstropyTable", "detector");
        var table = new Table([new Column<long>("id", new long[] { 1 })], new Dictionary<string, object?> { ["note"] = "mine", ["LSST.BUTLER.QUANTUM"] = "old" });
        var dataset = await repository.Butler.PutAsync(table, "catalog", Detector(2), cancellationToken: Token);
        var metadata = ((Table)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Metadata;
        metadata["note"].ShouldBe("mine");
        metadata["LSST.BUTLER.DATASETTYPE"].ShouldBe("catalog");
        metadata["LSST.BUTLER.DATAID.DETECTOR"].ShouldBe(2L);
        metadata.ContainsKey("LSST.BUTLER.QUANTUM").ShouldBeFalse();
    }

    private static DataId Detector(int number) => new() { ["instrument"] = "Cam", ["detector"] = number };

    private static Exposure Exposure() => new(new MaskedImage(Box2I.FromSize(0, 0, 2, 2)));
}
