using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Descriptions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Explanations;
using SkyButler.Imaging.Images;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Exports;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Datastores that trust that a file lies where it would be written, whether it is recorded or not.</summary>
public sealed class TrustTests
{
    private const string Trusting = "datastore:\n  trust_get_request: true\n";
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData(Trusting)]
    [InlineData("datastore:\n  cls: lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore\n  datastores:\n    - cls: lsst.daf.butler.datastores.inMemoryDatastore.InMemoryDatastore\n    - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore\n      trust_get_request: true\n")]
    public async Task A_file_without_a_record_is_read_found_and_handed_on(string seed)
    {
        await using var repository = await SmallRepository.MakeAsync(seed);
        var dataset = await PutInfoAsync(repository);
        var file = Path.Combine(repository.Root, repository.Files().Single());
        await repository.Butler.Datastore.ForgetAsync([dataset.Id], Token);
        await repository.ReopenAsync(new() { Collections = ["u/run"] });
        var butler = repository.Butler;

        ((OrderedDictionary<string, object?>)await butler.GetAsync("info", Detector0, cancellationToken: Token))["value"].ShouldBe(1L);
        (await butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Artifact);
        (await butler.GetUriAsync(dataset, Token)).Uri.ToString().ShouldBe(new Uri(file).AbsoluteUri);
        (await new DatasetDescriber(butler).DescribeAsync(dataset, 5, Token))[0].Facts.ShouldContain(f => Equals(f.Value, "lsst.daf.butler.formatters.yaml.YamlFormatter"));
        var explanation = await new LookUpExplainer(butler).ExplainAsync("info", Detector0, ["u/run"], Token);
        explanation.Reason.ShouldBe(LookUpReason.Found);
        explanation.Files.ShouldHaveSingleItem().ShouldContain(new Uri(file).AbsoluteUri);
        explanation.Sentences.ShouldContain(s => s.Contains("trust_get_request", StringComparison.Ordinal));
        var folder = repository.Outside("out") + "/";
        (await butler.RetrieveArtifactsAsync([dataset], folder, new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(1);
        (await butler.RetrieveZipAsync(AsyncEnumerable.Repeat(dataset, 1), folder, new(), Token)).ShouldNotBeNull();
        await butler.ExportAsync(AsyncEnumerable.Repeat(dataset, 1), folder + "export", new ExportOptions { Transfer = TransferMode.Copy }, Token);
        Directory.GetFiles(folder + "export", "info*.yaml", SearchOption.AllDirectories).ShouldHaveSingleItem();

        await using var other = await SmallRepository.MakeAsync();
        (await other.Butler.TransferFromAsync(butler, AsyncEnumerable.Repeat(dataset, 1), new() { Transfer = TransferMode.Copy, RegisterDatasetTypes = true }, Token)).New.ShouldBe(1);
        ((OrderedDictionary<string, object?>)await other.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(1L);
        (await other.Butler.ExistsAsync([dataset], Token))[dataset.Id].HasFlag(DatasetExistence.Datastore).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Trusting, true)]
    [InlineData("", false)]
    public async Task What_is_neither_recorded_nor_there_is_told(string seed, bool isRemoved)
    {
        await using var repository = await SmallRepository.MakeAsync(seed);
        var dataset = await PutInfoAsync(repository);
        await repository.Butler.Datastore.ForgetAsync([dataset.Id], Token);
        if (isRemoved)
            File.Delete(Path.Combine(repository.Root, repository.Files().Single()));
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(dataset, cancellationToken: Token))).Message.ShouldContain("not stored");
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded);
        (await repository.Butler.GetUriAsync(dataset, Token)).Uri.ToString().ShouldEndWith("#predicted");
        (await new LookUpExplainer(repository.Butler).ExplainAsync("info", Detector0, ["u/run"], Token)).Reason.ShouldBe(LookUpReason.NotStored);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.RetrieveArtifactsAsync([dataset], repository.Outside("out"), new(), Token))).Message.ShouldContain("not stored");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_composite_a_component_is_read_from_its_own_file_or_that_of_the_whole(bool isDisassembled)
    {
        await using var repository = await SmallRepository.MakeAsync(isDisassembled ? Trusting + "  composites:\n    disassembled:\n      ExposureF: true\n" : Trusting);
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        exposure.Image.Pixels[7] = 3.5f;
        await repository.Butler.PutAsync(exposure, "calexp", Detector0, cancellationToken: Token);
        var dataset = (await repository.Butler.FindDatasetAsync("calexp", Detector0, cancellationToken: Token))!;
        await repository.Butler.Datastore.ForgetAsync([dataset.Id], Token);
        if (isDisassembled)
            File.Delete(repository.Files().Select(f => Path.Combine(repository.Root, f)).Single(f => Path.GetFileName(f).StartsWith("calexp_mask", StringComparison.Ordinal)));

        // Of several files any will do.
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Artifact);
        (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id].Select(u => u.Component).ShouldBe(isDisassembled ? ["image", "metadata", "variance"] : [null]);
        ((Image<float>)await repository.Butler.GetDeferred(dataset).GetAsync("image", cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
    }

    private static async Task<DatasetRef> PutInfoAsync(SmallRepository repository)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        var dataset = repository.Ref(type, Detector0);
        await repository.Butler.PutAsync([(new Dictionary<string, object?> { ["value"] = 1L }, dataset)], Token);
        return dataset;
    }
}
