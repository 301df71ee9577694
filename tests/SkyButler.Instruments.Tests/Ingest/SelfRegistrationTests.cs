using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Dimensions.Records;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Translators;
using SkyButler.Instruments.Visits;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Ingest;

/// <summary>Raw files of cameras that nobody has described.</summary>
public sealed class SelfRegistrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_that_nobody_has_described_is_registered_by_its_headers_and_grows_with_them()
    {
        await using var scene = await Scene.MakeAsync();
        await scene.WriteAsync("a1.fits", "BackyardCam", 1, 0, "Baader R", "CHIP");
        await scene.WriteAsync("a2.fits", "BackyardCam", 1, 1, "Baader R", "CHIP");
        var report = await scene.IngestAsync(isSelf: true);
        report.Failures.ShouldBeEmpty();
        (report.Files, report.Exposures).ShouldBe((2, 1));
        scene.Warnings.ShouldContain(warning => warning.Contains("'BackyardCam' is registered by what its headers tell", StringComparison.Ordinal));

        // The next night has another chip, another filter, and the old files.
        await scene.WriteAsync("b1.fits", "BackyardCam", 2, 2, "L-eXtreme", "GUIDE");
        var next = await scene.IngestAsync(isSelf: true);
        next.Failures.ShouldBeEmpty();
        (next.Files, next.Skipped).ShouldBe((1, 2));
        (await scene.RecordsAsync("detector")).Select(record => $"{record["id"]} {record["full_name"]} {record["purpose"]}").ShouldBe(["0 CHIP SCIENCE", "1 D1 SCIENCE", "2 GUIDE SCIENCE"]);
        (await scene.RecordsAsync("physical_filter")).Select(record => $"{record["name"]}: {record["band"]}").ShouldBe(["Baader R: R", "L-eXtreme: L-eXtreme"], ignoreOrder: true);
        (await scene.RecordsAsync("instrument")).Select(record => record["class_name"]).ShouldBe(["skybutler.instruments.Generic"]);
        (await scene.Butler.Queries.DatasetsAsync(new Queries.DatasetQuery { DatasetType = "raw", Collections = ["BackyardCam/raw/all"] }, Stop).CountAsync(Stop)).ShouldBe(3);
        var visits = await new VisitDefinition { Instrument = "BackyardCam", Config = new() { Padding = 0 }, Log = NullLogger.Instance }.RunAsync(scene.Butler, Stop);
        (visits.New, visits.Failed).ShouldBe((2, 0));
        await CheckRegionsAsync(scene);
    }

    // The middle of each detector as its WCS says lies in its region, and in no other's.
    private static async Task CheckRegionsAsync(Scene scene)
    {
        var regions = (await scene.RecordsAsync("visit_detector_region")).ToDictionary(record => (record["visit"], record["detector"]), record => (Geometry.Region)record["region"]!);
        regions.Keys.ShouldBe([(1L, 0L), (1L, 1L), (1L, 2L), (2L, 0L), (2L, 1L), (2L, 2L)], ignoreOrder: true);
        for (var detector = 0; detector < 2; detector++)
        {
            await using var file = await FitsFile.OpenAsync(scene.Folder.File($"raws/a{detector + 1}.fits"), cancellationToken: Stop);
            using var wcs = new Imaging.Sky.SkyWcs(file.Primary.Header);
            var sky = wcs.PixelToSky(3.5, 3.5);
            var middle = Geometry.UnitVector3.FromLonLat(Geometry.LonLat.FromDegrees(sky.Longitude, sky.Latitude));
            for (var other = 0; other < 3; other++)
                regions[(1L, (long)other)].Contains(middle).ShouldBe(other == detector);
        }
    }

    [Fact]
    public async Task Nothing_is_registered_unless_it_is_asked_for()
    {
        await using var scene = await Scene.MakeAsync();
        await scene.WriteAsync("a1.fits", "BackyardCam", 1, 0, "R", "CHIP");
        var report = await scene.IngestAsync(isSelf: false);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("no translator knows this header");
        (await scene.RecordsAsync("instrument")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_described_camera_has_what_its_description_says_and_no_more()
    {
        await using var scene = await Scene.MakeAsync();
        await File.WriteAllTextAsync(scene.Folder.File("config/known.yaml"), "{name: KnownCam, class: my.KnownCam, visit_max: 10, exposure_max: 10, detector_max: 2, detectors: [{id: 0, full_name: A}], filters: [{physical_filter: R}]}", Stop);
        await scene.WriteAsync("a1.fits", "KnownCam", 1, 0, "R", "CHIP");
        await scene.WriteAsync("a2.fits", "KnownCam", 1, 1, "R", "CHIP");
        var report = await scene.IngestAsync(isSelf: true);
        report.Files.ShouldBe(1);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("KnownCam has no detector '1' that is registered");
        (await scene.RecordsAsync("detector")).Select(record => record["full_name"]).ShouldBe(["A"]);
    }

    [Fact]
    public async Task A_name_that_no_column_takes_is_told_and_the_rest_goes_in()
    {
        await using var scene = await Scene.MakeAsync();
        await scene.WriteAsync("a1.fits", new string('x', 60), 1, 0, "R", "CHIP");
        await scene.WriteAsync("a2.fits", "BackyardCam", 1, 0, "R", "CHIP");
        var report = await scene.IngestAsync(isSelf: true);
        report.Files.ShouldBe(1);
        report.Failures.ShouldHaveSingleItem().Message.ShouldContain("a1.fits");
        scene.Warnings.ShouldContain(warning => warning.Contains("makes no 'instrument'", StringComparison.Ordinal));
    }

    private sealed class Scene(Butler butler, TemporaryDirectory folder) : IAsyncDisposable
    {
        private const double Scale = 1 / 3600.0;
        private const double Turn = Math.PI / 6;

        public Butler Butler => butler;

        public TemporaryDirectory Folder => folder;

        public ConcurrentBag<string> Warnings { get; } = [];

        public static async Task<Scene> MakeAsync()
        {
            var folder = new TemporaryDirectory();
            await Butler.CreateAsync(folder.File("repo"), new ButlerCreation(), Stop);
            Directory.CreateDirectory(folder.File("raws"));
            Directory.CreateDirectory(folder.File("config"));
            return new(await Butler.OpenAsync(folder.File("repo"), new ButlerOptions { Access = RegistryAccess.ReadWrite }, Stop), folder);
        }

        public async Task WriteAsync(string name, string instrument, long exposure, long detector, string filter, string chip)
        {
            await using var writer = FitsWriter.Create(folder.File($"raws/{name}"));
            FitsCard[] cards =
            [
                FitsCard.Of("INSTRUME", instrument), FitsCard.Of("DATE-OBS", $"2026-03-0{exposure}T03:00:00"), FitsCard.Of("EXPTIME", 30.0), FitsCard.Of("EXPNUM", exposure),
                FitsCard.Of("CCDNUM", detector), FitsCard.Of("DETNAME", chip), FitsCard.Of("FILTER", filter), FitsCard.Of("IMAGETYP", "Light Frame"), FitsCard.Of("OBJECT", "M 51"),
                // Detectors of 8 pixels of one arcsecond lie beside each other from west to east, the camera turned by 30 degrees.
                FitsCard.Of("RA", 202.5), FitsCard.Of("DEC", 47.2), FitsCard.Of("ROTPA", 30.0), FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"),
                FitsCard.Of("CRVAL1", 202.5), FitsCard.Of("CRVAL2", 47.2), FitsCard.Of("CRPIX1", 4.5 + (8 * detector)), FitsCard.Of("CRPIX2", 4.5),
                FitsCard.Of("CD1_1", -Scale * Math.Cos(Turn)), FitsCard.Of("CD1_2", Scale * Math.Sin(Turn)), FitsCard.Of("CD2_1", Scale * Math.Sin(Turn)), FitsCard.Of("CD2_2", Scale * Math.Cos(Turn)),
            ];
            await writer.WriteImageAsync(new Image<ushort>(8, 8), cards, null, Stop);
        }

        public async Task<RawIngestReport> IngestAsync(bool isSelf)
        {
            var stores = ResourceStores.Local;
            var ingest = new RawIngest(
                butler, new InstrumentCatalog([ResourcePath.FromLocalDirectory(folder.File("config"))]), new ObservationReader(TranslatorCatalog.Default, null, stores), stores,
                new RawIngestOptions { Transfer = TransferMode.Copy, SkipExisting = true, SelfRegister = isSelf, Warnings = Warnings.Add });
            return await ingest.RunAsync([ResourcePath.FromLocalDirectory(folder.File("raws"))], Stop);
        }

        public async Task<IReadOnlyList<DimensionRecord>> RecordsAsync(string element) =>
            await butler.Queries.RecordsAsync(element, new() { Dimensions = butler.Universe[element].MinimalGroup.Names, OrderBy = element == "detector" ? ["detector"] : [] }, Stop).ToListAsync(Stop);

        public async ValueTask DisposeAsync()
        {
            await butler.DisposeAsync();
            folder.Dispose();
        }
    }
}
