using SkyButler.Configuration.Json;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Sidecars;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Sidecars;

/// <summary>Index files and sidecars of the original's tests, and our own.</summary>
public sealed class IndexFileTests
{
    private const double JustAfter = 2456461.0 + 0.06193332175925925;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("_index.json", "dataset_1.yaml")]
    [InlineData("translated_subdir/_index.json", "../dataset_1.yaml")]
    public async Task Observations_of_an_index_have_what_is_common_and_their_own(string index, string name)
    {
        var entries = await IndexFile.ReadAsync(Ingest($"indexed_data/{index}"), TranslatorCatalog.Default, ResourceStores.Local, null, Stop);
        var observation = entries.Single(entry => entry.File == name).Observation!;
        observation.ExposureId.ShouldBe(100);
        observation.Instrument.ShouldBe("DummyCam");
        observation.Begin!.Value.Day.ShouldBe(2456461.0);
        ((double)(observation.Begin.Value.Nanoseconds / 86_400_000_000_000m) + 2440587.5).ShouldBe(JustAfter, 1e-9);
        observation.GroupCounterStart.ShouldBe(observation.ObservationCounter);
        observation.HasSimulatedContent.ShouldBeFalse();
    }

    [Fact]
    public async Task Headers_of_an_index_stay_headers()
    {
        var entries = await IndexFile.ReadAsync(Ingest("indexed_data/metadata_subdir/_index.json"), TranslatorCatalog.Default, ResourceStores.Local, null, Stop);
        entries[0].Observation.ShouldBeNull();
        entries[0].Header!["exposure_id"].ShouldBe(100L);
        entries[0].Header!["instrument"].ShouldBe("DummyCam");
    }

    [Theory]
    [InlineData("bad index file content", "is no JSON")]
    [InlineData("[]", "holds no JSON mapping")]
    [InlineData("{\"a.fits\": {}}", "does not look like an index")]
    [InlineData("{\"__COMMON__\": 3}", "is a mapping")]
    [InlineData("{\"__COMMON__\": {}, \"__CONTENT__\": \"other\"}", "not 'other'")]
    [InlineData("{\"__COMMON__\": {}, \"__CONTENT__\": \"translated\", \"a.fits\": {\"exposure_idd\": 1}}", "'a.fits': 'exposure_idd' is no property of an observation. Did you mean 'exposure_id'?")]
    [InlineData("{\"__COMMON__\": {}, \"__CONTENT__\": \"translated\", \"a.fits\": {\"datetime_begin\": [1]}}", "datetime_begin can't be read: a list of 1 is not a time")]
    public async Task A_bad_index_is_named_with_its_reason(string content, string message)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("_index.json"), content, Stop);
        var error = await Should.ThrowAsync<HeaderException>(() =>
            IndexFile.ReadAsync(ResourcePath.FromLocalPath(folder.File("_index.json")), TranslatorCatalog.Default, ResourceStores.Local, null, Stop));
        error.Message.ShouldContain("_index.json");
        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_sidecar_of_the_original_is_written_again_as_the_same_data()
    {
        var file = Ingest("sidecar_data/dataset_1.json");
        var entry = await IndexFile.ReadSidecarAsync(file, TranslatorCatalog.Default, ResourceStores.Local, null, Stop);
        var original = (OrderedDictionary<string, object?>)JsonTreeReader.Read(await File.ReadAllBytesAsync(file.LocalPath, Stop))!;
        var written = (OrderedDictionary<string, object?>)JsonTreeReader.Read(System.Text.Encoding.UTF8.GetBytes(
            IndexFile.WriteSidecar(ObservationJson.ToPlain(entry.Observation!), IndexContent.Translated)))!;
        foreach (var (key, value) in original)
            written[key].ShouldBe(value, key);
    }

    [Fact]
    public async Task An_end_before_the_beginning_is_told_and_moved()
    {
        var entry = await IndexFile.ReadSidecarAsync(Ingest("sidecar_data/dataset_end.json"), TranslatorCatalog.Default, ResourceStores.Local, null, Stop);
        var warnings = new List<string>();
        var fields = ExposureFields.Of(entry.Observation!, warnings.Add);
        fields["datetime_end"].ShouldBe(fields["datetime_begin"]);
        warnings.ShouldHaveSingleItem().ShouldContain("ends");
    }

    [Fact]
    public void What_all_files_share_stands_once_and_numbers_that_are_none_have_names()
    {
        OrderedDictionary<string, object?> one = new() { ["instrument"] = "Cam", ["exposure_id"] = 1L, ["pressure"] = double.NaN };
        OrderedDictionary<string, object?> two = new() { ["instrument"] = "Cam", ["exposure_id"] = 2L, ["pressure"] = double.NaN, ["object"] = "é" };
        IndexFile.Write([new("b.fits", two), new("a.fits", one)], IndexContent.Translated).ShouldBe(
            """{"__CONTENT__": "translated", "__COMMON__": {"instrument": "Cam", "pressure": NaN}, "a.fits": {"exposure_id": 1}, "b.fits": {"exposure_id": 2, "object": "é"}}""");
        IndexFile.Write([new("a.fits", one)], IndexContent.Metadata).ShouldBe(
            """{"__CONTENT__": "metadata", "__COMMON__": {"instrument": "Cam", "exposure_id": 1, "pressure": NaN}, "a.fits": {}}""");
    }

    [Theory]
    [InlineData("/d/a.fits", "/d/a.json")]
    [InlineData("/d/a.b.fits.gz", "/d/a.b.json")]
    [InlineData("/d/plain", "/d/plain.json")]
    public void A_sidecar_lies_beside_its_file(string file, string sidecar) =>
        IndexFile.SidecarOf(ResourcePath.FromLocalPath(file)).LocalPath.ShouldBe(sidecar);

    private static ResourcePath Ingest(string file) => ResourcePath.FromLocalPath(SharedFiles.Data($"obs_base/ingest/{file}"));
}
