using SkyButler.Dimensions;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Descriptions;

public sealed class ShippedInstrumentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lsst.obs.subaru.HyperSuprimeCam", "HSC", 112, 26)]
    [InlineData("lsst.obs.decam.DarkEnergyCamera", "DECam", 62, 10)]
    [InlineData("lsst.obs.lsst.LsstCam", "LSSTCam", 205, 276)]
    [InlineData("lsst.obs.lsst.LsstComCam", "LSSTComCam", 9, 12)]
    [InlineData("lsst.obs.lsst.Latiss", "LATISS", 1, 707)]
    [InlineData("lsst.obs.lsst.LsstCamImSim", "LSSTCam-imSim", 189, 12)]
    [InlineData("lsst.obs.lsst.LsstCamPhoSim", "LSSTCam-PhoSim", 201, 187)]
    [InlineData("spherex.SPHEREx", "SPHEREx", 6, 6)]
    [InlineData("skybutler.examples.SurveyCam", "SurveyCam", 2, 2)]
    public async Task Cameras_are_known_by_the_original_class_with_detectors_filters_and_places(string className, string name, int detectors, int filters)
    {
        var description = await new InstrumentCatalog([]).FindAsync(className, Stop);
        description.Name.ShouldBe(name);
        var universe = name == "SPHEREx" ? null : DimensionUniverse.Default;
        if (universe is not null)
        {
            var records = description.ToRecords(universe);
            records.LeftOut.ShouldBeEmpty();
            (records.Detectors.Count, records.Filters.Count).ShouldBe((detectors, filters));
            foreach (var detector in records.Detectors)
                ((long)detector["id"]!).ShouldBeLessThan((long)records.Instrument["detector_max"]!);
        }

        var geometry = description.Geometry!;
        foreach (var detector in geometry.Camera.Detectors)
        {
            var centre = geometry.ToFieldAngle(detector, detector.ReferencePoint.X, detector.ReferencePoint.Y);
            Math.Sqrt((centre.X * centre.X) + (centre.Y * centre.Y)).ShouldBeLessThan(0.1);
        }
    }

    [Theory]
    [InlineData("HSC", 15_000, 0.75)]
    [InlineData("DECam", 15_000, 1.0)]
    [InlineData("LSSTCam", 10_000, 1.75)]
    public void Detectors_do_not_lie_on_one_another_and_fill_the_field(string name, double pixelInNanometres, double radiusInDegrees)
    {
        var geometry = InstrumentCatalog.LoadShipped(name).Geometry!;
        var science = geometry.Camera.Detectors;
        for (var i = 0; i < science.Count; i++)
        {
            (science[i].PixelSize.X * 1e6).ShouldBe(pixelInNanometres, 1e-6);
            for (var j = 0; j < i; j++)
            {
                var (dx, dy) = (Math.Abs(science[i].FocalPlanePosition.X - science[j].FocalPlanePosition.X), Math.Abs(science[i].FocalPlanePosition.Y - science[j].FocalPlanePosition.Y));
                var (ax, ay) = Extent(science[i]);
                var (bx, by) = Extent(science[j]);
                (dx > ((ax + bx) / 2) - 0.05 || dy > ((ay + by) / 2) - 0.05).ShouldBeTrue($"{science[i].Name} {science[j].Name}");
            }
        }

        var farthest = science.SelectMany(detector => geometry.Corners(detector, 0)).Max(corner => Math.Sqrt((corner.X * corner.X) + (corner.Y * corner.Y))) * 180 / Math.PI;
        farthest.ShouldBeInRange(radiusInDegrees * 0.95, radiusInDegrees * 1.25);

        static (double X, double Y) Extent(Imaging.Cameras.DetectorGeometry detector)
        {
            var (x, y) = (detector.Box.Width * detector.PixelSize.X, detector.Box.Height * detector.PixelSize.Y);
            return Math.Abs(Math.Sin(detector.Yaw)) > 0.5 ? (y, x) : (x, y);
        }
    }

    [Theory]
    [InlineData("headers/fitsheader-hsc.yaml")]
    [InlineData("headers/fitsheader-hsc-HSCA04090107.yaml")]
    [InlineData("headers/fitsheader-decam.yaml")]
    [InlineData("headers/fitsheader-decam-0160496.yaml")]
    public async Task Detectors_and_filters_of_real_headers_are_those_that_are_described(string header)
    {
        var observation = (await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local).ReadAsync(
            ResourcePath.FromLocalPath(SharedFiles.Data(header)), ObservationReading.OfExposures with { Wanted = null }, Stop)).Single();
        var records = InstrumentCatalog.LoadShipped(observation.Instrument!).ToRecords(DimensionUniverse.Default);
        records.Detectors.Single(record => (long)record["id"]! == observation.DetectorNumber)["full_name"].ShouldBe(observation.DetectorUniqueName);
        records.Filters.ShouldContain(record => (string)record["name"]! == observation.PhysicalFilter);
    }

    [Fact]
    public void Single_detectors_may_have_formatters_of_their_own()
    {
        var raw = InstrumentCatalog.LoadShipped("HSC").Raw;
        raw.FormatterOf(50).ShouldBe("lsst.obs.subaru.rawFormatter.HyperSuprimeCamRawFormatter");
        raw.FormatterOf(100).ShouldBe("lsst.obs.subaru.rawFormatter.HyperSuprimeCamCornerRawFormatter");
    }

    [Fact]
    public async Task A_translator_or_a_broken_file_in_the_folder_of_descriptions_hides_no_other()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("A-translator.yaml"), "translator: A\nwhen: {card: X, present: true}", Stop);
        await File.WriteAllTextAsync(folder.File("b.yaml"), "a: [", Stop);
        await File.WriteAllTextAsync(folder.File("mine.yaml"), "name: Mine", Stop);
        var catalog = new InstrumentCatalog([ResourcePath.FromLocalDirectory(folder.Path)]);
        (await catalog.FindAsync("Mine", Stop)).Name.ShouldBe("Mine");
        (await catalog.FindAsync("HSC", Stop)).Name.ShouldBe("HSC");
        (await Should.ThrowAsync<InstrumentException>(() => catalog.FindAsync("Other", Stop))).Message.ShouldContain("b.yaml");
        (await Should.ThrowAsync<InstrumentException>(() => catalog.FindRegisteredAsync("Other", null, Stop))).Message.ShouldContain("b.yaml");
    }
}
