using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Instruments.Descriptions.Proposals;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Descriptions;

public sealed class InstrumentProposerTests
{
    private const double PixelScale = 0.5 / 3600;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_two_files_with_keywords_of_nobody_else_get_a_description_and_a_translator_that_fit()
    {
        using var folder = new TemporaryDirectory();
        var files = new List<ResourcePath>();
        for (var exposure = 1; exposure <= 11; exposure++)
        {
            for (var chip = 1; chip <= 2; chip++)
            {
                files.Add(ResourcePath.FromLocalPath(folder.File($"n{exposure:00}_{chip}.fits")));
                await WriteAsync(files[^1].LocalPath, exposure, chip);
            }
        }

        var warnings = new List<string>();
        var proposal = await new InstrumentProposer(TranslatorCatalog.Default, ResourceStores.Local).ProposeAsync(files, null, warnings.Add, Stop);
        proposal.Open.ShouldBeEmpty(proposal.Translator);
        warnings.ShouldBeEmpty();
        proposal.Name.ShouldBe("WildEye-3");
        proposal.Description.Split('\n').Length.ShouldBeLessThan(30);

        var records = InstrumentDescription.Parse(proposal.Description, "wild.yaml").ToRecords(DimensionUniverse.Default);
        records.Detectors.Select(record => record["id"]).ShouldBe([1L, 2L]);
        records.Filters.Select(record => (record["name"], record["band"])).ShouldBe([("WE g", "g"), ("WE r", "r")]);
        records.Instrument["exposure_max"].ShouldBe(100_000L);

        var catalog = TranslatorCatalog.Default.WithYaml(proposal.Translator!, "wild-translator.yaml");
        var reader = new ObservationReader(catalog, null, ResourceStores.Local);
        var observations = new List<ObservationInfo>();
        await foreach (var file in reader.ReadAsync(files, ObservationReading.OfExposures, Stop))
            observations.Add(file.Observations.ShouldHaveSingleItem(file.Error?.Message));
        observations.Select(observation => (observation.ExposureId, observation.DetectorNumber))
            .ShouldBe(Enumerable.Range(1, 11).SelectMany(exposure => new[] { ((long?)(70_000 + exposure), (long?)1L), (70_000 + exposure, 2L) }));
        var third = observations[4];
        (third.PhysicalFilter, third.ObservationType, third.Target, third.ExposureTimeRequested, third.ObservingDay).ShouldBe(("WE r", "science", "Field 3", 45.0, 20260109L));
        third.Begin!.Value.ToString().ShouldBe("2026-01-10T03:13:37.000");
        third.Tracking!.Value.Longitude.ShouldBe(150 + 0.3, 1e-9);
        observations[0].ObservationType.ShouldBe("bias");

        // The chips lie side by side, 20 pixels apart; x grows to the west.
        var geometry = InstrumentDescription.Parse(proposal.Description).Geometry!;
        var (one, two) = (geometry.ToFieldAngle(geometry.Camera[1], 3.5, 7.5), geometry.ToFieldAngle(geometry.Camera[2], 3.5, 7.5));
        ((two.X - one.X) * 180 / Math.PI / PixelScale).ShouldBe(28, 0.1);
        (two.Y - one.Y).ShouldBe(0, 1e-7);
    }

    [Fact]
    public async Task Files_that_a_known_translator_reads_need_no_other()
    {
        var proposal = await new InstrumentProposer(TranslatorCatalog.Default, ResourceStores.Local).ProposeAsync(
            [ResourcePath.FromLocalPath(SharedFiles.Data("headers/fitsheader-hsc.yaml"))], null, null, Stop);
        proposal.Translator.ShouldBeNull();
        proposal.Name.ShouldBe("HSC");
        var records = InstrumentDescription.Parse(proposal.Description).ToRecords(DimensionUniverse.Default);
        records.Detectors.ShouldHaveSingleItem()["full_name"].ShouldBe("1_12");
        records.Filters.ShouldHaveSingleItem()["band"].ShouldBe("I");
    }

    private static Task WriteAsync(string path, int exposure, int chip) => SmallFits.WriteAsync(
        path,
        ("CAMID", "WildEye-3", "camera"),
        ("TELNM", "Hilltop 0.8m", "telescope"),
        ("SHOTNO", (long)(70_000 + exposure), "running number of the exposure"),
        ("CHIPNR", (long)chip, "which detector"),
        ("FLTSLOT", exposure % 2 == 0 ? "WE g" : "WE r", "filter in the beam"),
        ("TINT", exposure == 1 ? 0.0 : 45.0, "integration time [s]"),
        ("NIGHTDAY", "2026-01-10", "UTC day of start"),
        ("UTOPEN", string.Create(CultureInfo.InvariantCulture, $"03:{10 + exposure:00}:00"), "UTC time of start"),
        ("PICKIND", exposure == 1 ? "BIAS" : "OBJECT", "kind of picture"),
        ("AIMNAME", $"Field {exposure}", "target"),
        ("AIMRA", 150 + (exposure / 10.0), "[deg] right ascension of the axis"),
        ("AIMDE", 2.25, "[deg] declination of the axis"),
        ("CTYPE1", "RA---TAN", ""),
        ("CTYPE2", "DEC--TAN", ""),
        ("CRVAL1", 150 + (exposure / 10.0), ""),
        ("CRVAL2", 2.25, ""),
        ("CRPIX1", chip == 1 ? 18.5 : -9.5, ""),
        ("CRPIX2", 8.5, ""),
        ("CD1_1", -PixelScale, ""),
        ("CD2_2", PixelScale, ""));
}
