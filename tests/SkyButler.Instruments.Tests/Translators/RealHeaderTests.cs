using SkyButler.Configuration.Json;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Translators;

/// <summary>Headers of real cameras, with what the reference implementation says of them.</summary>
public sealed class RealHeaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Headers =>
    [
        "fitsheader-hsc", "fitsheader-hsc-HSCA04090107", "fitsheader-suprimecam-CORR40535770", "fitsheader-decam", "fitsheader-decam-0160496",
    ];

    [Theory, MemberData(nameof(Headers))]
    public async Task Every_property_is_as_the_reference_has_it(string name)
    {
        var expected = (OrderedDictionary<string, object?>)JsonTreeReader.Read(await File.ReadAllBytesAsync(SharedFiles.Data($"headers/{name}.expected.json"), Stop))!;
        var found = ObservationJson.ToPlain(await ReadAsync($"headers/{name}.yaml"));
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        foreach (var (property, value) in expected)
            ShouldAgree(property, found[property], value);
    }

    [Fact]
    public async Task An_image_of_a_drifting_telescope_has_the_numbers_of_its_survey()
    {
        var observation = await ReadAsync("headers/fitsheader-sdss-fpC-006377-g4-0399.yaml");

        observation.Translator.ShouldBe("SDSS");
        observation.Instrument.ShouldBe("Imager on SDSS 2.5m");
        observation["detector_exposure_id"].ShouldBe(6377140399L);
        observation.DetectorNumber.ShouldBe(15);
        observation.DetectorUniqueName.ShouldBe("g4");
        observation.ObservationId.ShouldBe("6377 4 g 407");
        observation.ExposureTime.ShouldBe(53.907456);
        observation.ObservingDay.ShouldBe(20060920);
        // The header has the time as seconds since 1858 too.
        ((double)(observation.Begin!.Value.Nanoseconds / 1_000_000_000)).ShouldBe(4665448882.73 - (40587 * 86400.0), 0.01);
        observation.Tracking!.Value.Longitude.ShouldBe(352.27586);
        observation.HorizonAtBegin!.Value.Azimuth.ShouldBe(180 - 16.235137, 1e-9);
        observation.BoresightAirmass!.Value.ShouldBe(1 / Math.Sin(56.074786 * Math.PI / 180), 1e-12);
    }

    [Fact]
    public async Task The_text_of_a_real_header_is_what_the_original_writes()
    {
        var observation = await ReadAsync("headers/fitsheader-hsc.yaml");
        ObservationJson.Write(observation).ShouldStartWith(
            """{"_translator": "HSC", "telescope": "Subaru", "instrument": "HSC", "location": [-5464492.2821023""");
        ObservationJson.Write(observation).ShouldContain(
            """ "datetime_begin": [2456599.0, -0.23853115740740743], "datetime_end": [2456599.0, -0.23816055555555554], "exposure_time": 30.0,""");
        ObservationJson.Write(observation).ShouldEndWith(
            """ "observing_day": 20131102, "observing_day_offset": 0, "observation_counter": 904024, "has_simulated_content": false, "group_counter_start": 904024, "group_counter_end": 904024, "can_see_sky": true}""");
    }

    [Fact]
    public async Task A_guider_of_Rubin_has_the_exposure_of_its_image_name()
    {
        // MC_C_20240918_000013: by the camera's own controller, which has the years from 3000 on.
        var observation = await ReadAsync("obs_lsst/guider.fits");
        observation.Instrument.ShouldBe("LSSTCam");
        observation.ExposureId.ShouldBe(3024091800013);
        observation.ObservationId.ShouldBe("MC_C_20240918_000013");
        observation.ObservingDay.ShouldBe(20240918);
        observation.ObservationCounter.ShouldBe(13);
    }

    [Fact]
    public async Task An_exposure_that_afw_wrote_tells_how_it_was_taken()
    {
        var file = ResourcePath.FromLocalPath(SharedFiles.Data("obs_base/calexp.fits"));
        var observation = (await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .ReadAsync(file, new ObservationReading { Translator = "VisitInfo", Required = [], Strictness = TranslationStrictness.Pedantic }, Stop)).Single();
        observation.ExposureId.ShouldBe(180802004);
        observation.Begin.ToString().ShouldBe("2013-11-02T06:01:16.789");
        observation.End.ToString().ShouldBe("2013-11-02T06:01:46.789");
        observation.Location!.Value.X.ShouldBe(-5464492.282102364, 1e-3);
        observation.Tracking!.Value.Longitude.ShouldBe(320.249908333333);
        observation.BoresightRotationCoordinate.ShouldBe("sky");
        observation["boresight_airmass"].ShouldBe(1.10305078976126);
    }

    private static async Task<ObservationInfo> ReadAsync(string file) =>
        (await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .ReadAsync(ResourcePath.FromLocalPath(SharedFiles.Data(file)), new ObservationReading { Strictness = TranslationStrictness.Pedantic }, Stop)).Single();

    internal static void ShouldAgree(string property, object? found, object? expected)
    {
        switch (found, expected)
        {
            case (double one, double other):
                one.ShouldBe(other, 1e-11 * Math.Max(1, Math.Abs(other)), property);
                break;
            case (List<object?> one, List<object?> other):
                one.Count.ShouldBe(other.Count, property);
                for (var i = 0; i < one.Count; i++)
                    ShouldAgree(property, one[i], other[i]);
                break;
            default:
                found.ShouldBe(expected, property);
                break;
        }
    }
}
