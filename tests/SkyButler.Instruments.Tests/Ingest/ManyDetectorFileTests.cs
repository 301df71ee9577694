using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Translators;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Ingest;

public sealed class ManyDetectorFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_with_several_detectors_becomes_several_datasets_of_one_file()
    {
        using var folder = new TemporaryDirectory();
        await WriteAsync(folder.File("decam.fits"));
        await Butler.CreateAsync(folder.File("repo"), new ButlerCreation(), Stop);
        await using var butler = await Butler.OpenAsync(folder.File("repo"), new ButlerOptions { Access = RegistryAccess.ReadWrite }, Stop);
        await InstrumentRegistration.RegisterAsync(butler.Registry, [InstrumentCatalog.LoadShipped("DECam").ToRecords(butler.Universe)], RecordSync.Compare, Stop);
        var stores = ResourceStores.Local;
        var ingest = new RawIngest(
            butler, new InstrumentCatalog([]), new ObservationReader(TranslatorCatalog.Default, null, stores), stores, new RawIngestOptions { Transfer = TransferMode.Copy });
        var report = await ingest.RunAsync([ResourcePath.FromLocalPath(folder.File("decam.fits"))], Stop);
        report.Failures.ShouldBeEmpty();
        (report.Files, report.Exposures).ShouldBe((1, 1));

        var found = new List<Datasets.DatasetRef>();
        await foreach (var dataset in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = "raw", Collections = ["DECam/raw/all"] }, Stop))
            found.Add(dataset);
        // The guider is no detector of the instrument.
        found.Select(dataset => dataset.DataId["detector"].ToString()).Order(StringComparer.Ordinal).ShouldBe(["1", "25"]);
        var uris = await butler.Datastore.GetUrisAsync(found, Stop);
        uris.Values.SelectMany(own => own).Select(uri => uri.Uri.ToString()).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    // The cards of a real header, spread over a primary HDU and extensions as the camera writes them.
    private static async Task WriteAsync(string path)
    {
        var header = (await HeaderFile.ReadAsync(ResourcePath.FromLocalPath(SharedFiles.Data("headers/fitsheader-decam.yaml")), 1, ResourceStores.Local, Stop))[0];
        string[] own = ["CCDNUM", "DETPOS", "DETECTOR", "SIMPLE", "BITPIX", "EXTEND", "XTENSION", "PCOUNT", "GCOUNT", "TFIELDS", "BZERO", "BSCALE", "END"];
        var cards = header.Where(card => card.Key.Length <= 8 && !own.Contains(card.Key) && !card.Key.StartsWith("NAXIS", StringComparison.Ordinal) && !card.Key.StartsWith('Z')
            && !card.Key.StartsWith('T') && card.Value is string or long or double or bool).Select(card => FitsCard.Of(card.Key, card.Value));
        await using var writer = FitsWriter.Create(path);
        await writer.WriteEmptyAsync([.. cards, FitsCard.Of("TELRA", header["TELRA"]), FitsCard.Of("TELDEC", header["TELDEC"]), FitsCard.Of("TIMESYS", "UTC")], Stop);
        foreach (var (number, position) in new[] { (1L, "S29"), (25L, "S1"), (70L, "GN1") })
            await writer.WriteImageAsync(new Image<ushort>(8, 8), [FitsCard.Of("CCDNUM", number), FitsCard.Of("DETPOS", position)], null, Stop);
    }
}
