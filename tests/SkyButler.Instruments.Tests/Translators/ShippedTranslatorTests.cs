using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Translators;

/// <summary>Rules of cameras of which no real header lies here, and files of many detectors.</summary>
public sealed class ShippedTranslatorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_detector_of_a_file_is_an_observation_and_guiders_are_none()
    {
        using var folder = new TemporaryDirectory();
        await WriteAsync(
            folder.File("a.fits"),
            [("INSTRUME", "DECam"), ("EXPNUM", 229388), ("OBSID", "ct4m20130901t060255"), ("DATE-OBS", "2013-09-01T06:02:55.753848"), ("EXPTIME", 200.0), ("OBSTYPE", "object"), ("FILTER", "z DECam")],
            [[("CCDNUM", 1), ("DETPOS", "S29")], [("CCDNUM", 63), ("DETPOS", "GN1")], [("CCDNUM", 62), ("DETPOS", "N31")]]);
        var observations = await ReadAsync(folder.File("a.fits"));
        observations.Select(o => (o.DetectorNumber, o.DetectorUniqueName, o["detector_group"], o.ExposureId, o["detector_exposure_id"]))
            .ShouldBe([(1, "S29", "S", 229388, 22938801L), (62, "N31", "N", 229388, 22938862L)]);
    }

    [Fact]
    public async Task Extensions_that_inherit_nothing_stand_for_themselves()
    {
        using var folder = new TemporaryDirectory();
        (string, object)[] common = [("INSTRUME", "MegaPrime"), ("EXPNUM", 100), ("DATE-OBS", "2004-01-02"), ("UTC-OBS", "23:59:50"), ("EXPTIME", 20.0), ("AIRPRESS", 61_000.0), ("OBSTYPE", "OBJECT")];
        await WriteAsync(folder.File("a.fits"), [("INSTRUME", "MegaPrime"), ("OBJECT", "of the primary")], [[.. common, ("EXTNAME", "ccd00")], [.. common, ("EXTNAME", "ccd35")], [("EXTNAME", "other")]]);
        var observations = await ReadAsync(folder.File("a.fits"));
        observations.Select(o => (o.DetectorNumber, o["detector_exposure_id"], o.Target)).ShouldBe([(0, 3600L, null), (35, 3635L, null)]);
        // The end is after midnight, and the day that of the beginning.
        (observations[0].End!.Value.Nanoseconds - observations[0].Begin!.Value.Nanoseconds).ShouldBe(20_000_000_000, 1_000);
        observations[0].ObservingDay.ShouldBe(20040103);
        observations[0]["pressure"].ShouldBe(610.0);
    }

    [Theory]
    [InlineData("20240426", 57L, "O", 2024042600057L)]
    [InlineData("2024-04-26", 57L, "C", 3024042600057L)]
    [InlineData("20240426", 57L, "S", 7024042600057L)]
    public async Task Rubins_exposures_are_numbered_by_day_controller_and_sequence(string day, long sequence, string controller, long expected)
    {
        var observation = await TranslateAsync(new Header
        {
            ["INSTRUME"] = "LSSTCam",
            ["OBSID"] = "x",
            ["DAYOBS"] = day,
            ["SEQNUM"] = sequence,
            ["CONTRLLR"] = controller,
            ["RAFTBAY"] = "R44",
            ["CCDSLOT"] = "SW1",
            ["MJD-OBS"] = 60427.1,
            ["EXPTIME"] = 15.0,
            ["IMGTYPE"] = "OBJECT",
            ["FILTER"] = "empty_3",
            ["FILTER2"] = "ND_OD0.1",
            ["RASTART"] = 10.0,
            ["DECSTART"] = -20.0,
            ["RADESYS"] = "ICRS",
            ["ROTPA"] = 30.0,
            ["ROTCOORD"] = "sky",
            ["AZSTART"] = 100.0,
            ["ELSTART"] = 60.0,
            ["GROUPID"] = "g1",
        });
        observation.ExposureId.ShouldBe(expected);
        observation.DetectorNumber.ShouldBe(204);
        observation["detector_exposure_id"].ShouldBe((expected * 1000) + 204);
        observation.PhysicalFilter.ShouldBe("empty~ND_OD0.1");
        observation.ExposureGroup.ShouldBe("g1");
        observation.ObservingDay.ShouldBe(20240426);
        observation.Tracking!.Value.Latitude.ShouldBe(-20);
        observation.CanSeeSky.ShouldBe(true);
    }

    [Fact]
    public async Task An_unknown_controller_is_no_exposure_of_another() =>
        (await TranslateAsync(new Header { ["INSTRUME"] = "LSSTCam", ["OBSID"] = "x", ["DAYOBS"] = "20240426", ["SEQNUM"] = 1L, ["CONTRLLR"] = "Z" })).ExposureId.ShouldBeNull();

    [Fact]
    public async Task What_early_headers_of_LATISS_got_wrong_is_mended()
    {
        var observation = await TranslateAsync(new Header
        {
            ["INSTRUME"] = "LSST_ATISS",
            ["IMGNAME"] = "AT_O_20190915_000012",
            ["DATE-OBS"] = "1970-01-01T00:00:10",
            ["MJD-OBS"] = 40587.0,
            ["DATE"] = "2019-09-15T20:00:00",
            ["MJD"] = 58741.8,
            ["DATE-END"] = "1970-01-01T00:00:20",
            ["EXPTIME"] = 2.0,
            ["GROUPID"] = "dark_0001_0002",
            ["LSST_NUM"] = "ITL-3800C-098",
        });
        observation.ExposureId.ShouldBe(2019091500012);
        observation.ObservationType.ShouldBe("dark");
        observation["detector_serial"].ShouldBe("ITL-3800C-068");
        observation.Begin.ToString().ShouldBe("2019-09-15T19:12:00.000");
        (observation.End!.Value.Nanoseconds - observation.Begin!.Value.Nanoseconds).ShouldBe(2_000_000_000, 1_000);
        observation.DetectorNumber.ShouldBe(0);
    }

    [Fact]
    public async Task Keywords_that_many_use_are_understood_when_the_generic_translator_is_named()
    {
        var observation = await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local).TranslateAsync(
            new Header
            {
                ["INSTRUME"] = "Backyard",
                ["TELESCOP"] = "20 cm",
                ["DATE-OBS"] = "2023-03-01T20:15:00",
                ["EXPTIME"] = 60.0,
                ["FILTER"] = "R",
                ["OBJECT"] = "M 67",
                ["IMAGETYP"] = "Light Frame",
                ["OBJCTRA"] = "08 51 18",
                ["OBJCTDEC"] = "+11 48 00",
                ["SITELAT"] = "+48 08 00",
                ["SITELONG"] = "11 34 00",
                ["EXPNUM"] = 12L,
            },
            "x.fits", new ObservationReading { Translator = "Generic", Required = ObservationReading.ExposureProperties, Strictness = TranslationStrictness.Pedantic }, Stop);
        observation.ObservationType.ShouldBe("science");
        observation.Tracking!.Value.Longitude.ShouldBe(132.825, 1e-9);
        observation.Location!.Value.Latitude.ShouldBe(48 + (8 / 60.0), 1e-9);
        observation.ObservingDay.ShouldBe(20230301);
        observation.ExposureId.ShouldBe(12);
    }

    private static Task<ObservationInfo> TranslateAsync(Header header) =>
        new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .TranslateAsync(header, "x.fits", new ObservationReading { Strictness = TranslationStrictness.Pedantic }, Stop);

    private static Task<IReadOnlyList<ObservationInfo>> ReadAsync(string file) =>
        new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .ReadAsync(ResourcePath.FromLocalPath(file), new ObservationReading { Strictness = TranslationStrictness.Pedantic }, Stop);

    private static async Task WriteAsync(string file, (string, object)[] primary, (string, object)[][] extensions)
    {
        await using var writer = FitsWriter.Create(file);
        await writer.WriteEmptyAsync(primary.Select(card => FitsCard.Of(card.Item1, card.Item2)), Stop);
        foreach (var extension in extensions)
            await writer.WriteImageAsync(new Image<short>(new Box2I(0, 0, 4, 4)), extension.Select(card => FitsCard.Of(card.Item1, card.Item2)), cancellationToken: Stop);
    }
}
