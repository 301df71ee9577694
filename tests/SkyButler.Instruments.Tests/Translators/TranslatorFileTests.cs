using SkyButler.Imaging.Fits;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Translators;

/// <summary>Translators that users write.</summary>
public sealed class TranslatorFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_of_the_manual_translates_a_header_of_its_camera()
    {
        var manual = await File.ReadAllTextAsync(Checkout.File("docs/instruments.md"), Stop);
        var section = manual[manual.IndexOf("## Headers", StringComparison.Ordinal)..];
        var yaml = section.Split("```yaml\n")[1].Split("```")[0];
        var header = new Header
        {
            ["INSTRUME"] = "MyCam-2",
            ["TELESCOP"] = "4m",
            ["RUNNO"] = 1234L,
            ["WHEEL"] = 2L,
            ["IMTYPE"] = "OBJECT",
            ["DATE-OBS"] = "2016-12-31",
            ["UT-START"] = "23:59:59.5",
            ["EXPTIME"] = 30_000.0,
            ["CHIP"] = "chip07",
            ["TELRA"] = "02:30:00",
            ["TELDEC"] = "-30:30:00",
            ["RADESYS"] = "ICRS",
            ["ROTPOS"] = 100.0,
            ["T_OUT"] = 12.5,
        };
        var observation = await TranslateAsync(TranslatorCatalog.Default.WithYaml(yaml, "docs/instruments.md"), header);

        observation.Instrument.ShouldBe("MyCam");
        observation.ObservationId.ShouldBe("MC00001234");
        observation.PhysicalFilter.ShouldBe("MyCam-r");
        observation.ObservationType.ShouldBe("science");
        observation.ExposureTime.ShouldBe(30);
        observation.DetectorNumber.ShouldBe(7);
        observation["detector_exposure_id"].ShouldBe((1234L * 16) + 7);
        observation.Begin.ToString().ShouldBe("2017-01-01T00:00:35.500");
        // A leap second is among the thirty.
        observation.End.ToString().ShouldBe("2017-01-01T00:01:05.500");
        observation.Tracking!.Value.Longitude.ShouldBe(37.5, 1e-9);
        observation.BoresightRotationAngle.ShouldBe(350);
        observation["temperature"].ShouldBe(285.65);
        observation.ObservingDay.ShouldBe(20161231);
        observation.GroupCounterStart.ShouldBe(0);
        observation.BoresightAirmass!.Value.ShouldBe(1 / Math.Sin(observation.HorizonAtBegin!.Value.Altitude * Math.PI / 180), 1e-12);
    }

    [Theory]
    [InlineData("properties:\n  exposure_tim: EXPTIME", "cam.yaml:3:17: 'exposure_tim' is no property of an observation. Did you mean 'exposure_time'?")]
    [InlineData("properties:\n  exposure_time: {crad: EXPTIME}", "'crad' is nothing that a value can have")]
    [InlineData("properties:\n  exposure_time: {card: EXPTIME, unit: sec}", "'sec' is no unit")]
    [InlineData("properties:\n  exposure_time: {card: EXPTIME, unit: K}", "is kept in 's', which 'K' can't be turned into")]
    [InlineData("properties:\n  exposure_id: {formula: '2 * exposure_i'}", "'exposure_i' is neither a property nor a name of this translator; cards stand in braces. Did you mean 'exposure_id'?")]
    [InlineData("properties:\n  exposure_id: {formula: '2 * '}", "something is missing at its end")]
    [InlineData("properties:\n  exposure_id: {formula: 'system(1)'}", "'system' is no function")]
    [InlineData("properties:\n  exposure_id: {card: A, match: '(a+'}", "is no regular expression")]
    [InlineData("properties:\n  exposure_id: {card: A, match: '(a)\\1'}", "is no regular expression that can be used here")]
    [InlineData("properties:\n  datetime_begin: {date: A, scale: ut1}", "the time scale 'ut1'")]
    [InlineData("when: {card: A, is: B, defined: 3}", "'defined' takes true or false")]
    [InlineData("extends: Nobody", "There is no translator 'Nobody' to extend")]
    [InlineData("propertys: {}", "'propertys' is nothing that a translator can have")]
    [InlineData("properties:\n  object: A\n  object: B", "object")]
    public void A_mistake_is_told_with_its_place(string yaml, string message) =>
        Should.Throw<ButlerException>(() => TranslatorCatalog.Default.WithYaml("translator: Cam\n" + yaml, "cam.yaml")).Message.ShouldContain(message);

    [Fact]
    public async Task A_property_that_depends_on_itself_is_an_error_not_an_endless_loop()
    {
        var catalog = TranslatorCatalog.Default.WithYaml("translator: Cam\nwhen: {card: A, present: true}\nproperties:\n  exposure_id: {formula: visit_id + 1}\n  visit_id: {formula: exposure_id + 1}", "cam.yaml");
        (await Should.ThrowAsync<HeaderException>(() => TranslateAsync(catalog, new Header { ["A"] = 1L }))).Message.ShouldContain("depends on itself");
    }

    [Fact]
    public async Task A_hostile_pattern_and_a_hostile_value_take_no_longer_than_the_value_is_long()
    {
        var catalog = TranslatorCatalog.Default.WithYaml("translator: Cam\nwhen: {card: A, present: true}\nproperties:\n  object: {card: A, match: '^(a|a)*(a+)+$'}", "cam.yaml");
        var observation = await TranslateAsync(catalog, new Header { ["A"] = new string('a', 20_000) + "!" });
        observation.Target.ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_understood_is_told_with_file_property_and_card()
    {
        var header = new Header { ["INSTRUME"] = "DECam", ["DATE-OBS"] = "yesterday", ["OBSID"] = "x" };
        var error = await Should.ThrowAsync<HeaderException>(() => TranslateAsync(TranslatorCatalog.Default, header));
        error.Message.ShouldStartWith("x.fits: datetime_begin can't be told: 'yesterday' is no date");
        error.Message.ShouldContain("DATE-OBS = 'yesterday'");
    }

    [Theory]
    [InlineData("abs({A})", long.MinValue)]
    [InlineData("{A} * {A}", long.MaxValue)]
    [InlineData("{A} // 0", 1L)]
    [InlineData("number({A})", "1e")]
    public async Task A_number_that_cannot_be_is_told_with_its_property(string formula, object value)
    {
        var catalog = TranslatorCatalog.Default.WithYaml($"translator: Cam\nwhen: {{card: A, present: true}}\nproperties:\n  exposure_id: {{formula: '{formula}'}}", "cam.yaml");
        var error = await Should.ThrowAsync<HeaderException>(() => TranslateAsync(catalog, new Header { ["A"] = value }));
        error.Message.ShouldStartWith("x.fits: exposure_id can't be told: ");
    }

    [Fact]
    public async Task What_is_needed_and_missing_is_told_with_the_cards_that_were_looked_at()
    {
        var reading = new ObservationReading { Required = ["exposure_id"] };
        var error = await Should.ThrowAsync<HeaderException>(() => new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .TranslateAsync(new Header { ["INSTRUME"] = "Hyper Suprime-Cam", ["EXP-ID"] = "HSC?" }, "x.fits", reading, Stop));
        error.Message.ShouldContain("x.fits: the header doesn't tell exposure_id");
        error.Message.ShouldContain("EXP-ID = 'HSC?'");
        error.Message.ShouldContain("FRAMEID is absent");
    }

    [Fact]
    public async Task Extensions_fixes_and_corrections_of_single_observations_count()
    {
        var catalog = TranslatorCatalog.Default.WithYaml(
            """
            translator: Cam
            when: {card: A, present: true}
            extensions: {seeing: {kind: real, unit: deg, doc: how blurred}}
            corrections: {o1: {TARGET: M31}}
            fixes:
              - {if: {card: SEEING, above: 100}, remove: [SEEING]}
              - {if: {card: SEEING, defined: false}, set: {SEEING: {card: FWHM}}}
            properties:
              instrument: {value: Cam}
              observation_id: A
              object: TARGET
              ext_seeing: {card: SEEING, unit: arcsec}
            """, "cam.yaml");
        var observation = await TranslateAsync(catalog, new Header { ["A"] = "o1", ["TARGET"] = "M32", ["SEEING"] = 999.0, ["FWHM"] = 1.8 });
        observation.Target.ShouldBe("M31");
        observation["ext_seeing"].ShouldBe(1.8 / 3600);

        var json = ObservationJson.ToPlain(observation);
        json["ext_seeing"].ShouldBe(1.8 / 3600);
        ObservationJson.FromPlain(json, catalog.ExtensionsOf)["ext_seeing"].ShouldBe(1.8 / 3600);
        Should.Throw<HeaderException>(() => ObservationJson.FromPlain(json)).Message.ShouldContain("'ext_seeing' is a property that the translator 'Cam' defines");
    }

    [Fact]
    public async Task A_file_of_corrections_is_applied_once()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("HSC-HSCA90402400.yaml"), "OBJECT: Mended\n", Stop);
        var corrections = new HeaderCorrections([ResourcePath.FromLocalDirectory(folder.Path)], ResourceStores.Local, TimeProvider.System);
        var reader = new ObservationReader(TranslatorCatalog.Default, corrections, ResourceStores.Local);
        var file = ResourcePath.FromLocalPath(SharedFiles.Data("headers/fitsheader-hsc.yaml"));

        var header = await reader.ReadHeaderAsync(file, new ObservationReading(), HeaderState.Fixed, Stop);
        header["OBJECT"].ShouldBe("Mended");
        header["HIERARCH ASTRO METADATA FIX MODIFIED"].ShouldBe(true);
        header["OBJECT"] = "Changed since";
        (await reader.TranslateAsync(header, null, new ObservationReading(), Stop)).Target.ShouldBe("Changed since");
    }

    [Fact]
    public async Task Corrections_that_could_not_be_looked_up_once_are_looked_up_again()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("HSC-HSCA90402400.yaml"), "OBJECT: Mended\n", Stop);
        var corrections = new HeaderCorrections([ResourcePath.FromLocalDirectory(folder.Path)], ResourceStores.Local, TimeProvider.System);
        var reader = new ObservationReader(TranslatorCatalog.Default, corrections, ResourceStores.Local);
        var file = ResourcePath.FromLocalPath(SharedFiles.Data("headers/fitsheader-hsc.yaml"));
        var header = await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local)
            .ReadHeaderAsync(file, new ObservationReading(), HeaderState.Original, Stop);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reader.TranslateAsync(header.Clone(), null, new ObservationReading(), given.Token));

        (await reader.TranslateAsync(header, null, new ObservationReading(), Stop)).Target.ShouldBe("Mended");
    }

    [Fact]
    public async Task Corrections_that_are_out_of_reach_are_an_error_of_each_file_and_stop_no_listing()
    {
        var corrections = new HeaderCorrections([ResourcePath.ParseStored("http://127.0.0.1:1/corrections/")], ResourceStores.Local, TimeProvider.System);
        var reader = new ObservationReader(TranslatorCatalog.Default, corrections, ResourceStores.Local);
        var files = new[] { "hsc", "decam" }.Select(name => ResourcePath.FromLocalPath(SharedFiles.Data($"headers/fitsheader-{name}.yaml"))).ToList();
        var observed = await reader.ReadAsync(files, new ObservationReading(), Stop).ToListAsync(Stop);
        observed.Select(one => one.Error!.Message).ShouldAllBe(message => message.Contains("fitsheader-") && message.Contains("127.0.0.1"));
    }

    [Fact]
    public async Task An_extension_that_cannot_be_understood_is_an_error_of_its_file_alone()
    {
        using var folder = new TemporaryDirectory();
        var odd = folder.File("odd.fits");
        await using (var writer = FitsWriter.Create(odd))
        {
            await writer.WriteEmptyAsync([FitsCard.Of("INSTRUME", "DECam"), FitsCard.Of("TELESCOP", "CTIO 4.0-m telescope")], Stop);
            await writer.WriteEmptyAsync([FitsCard.Of("CCDNUM", "UNKNOWN")], Stop);
        }

        var files = new[] { odd, SharedFiles.Data("headers/fitsheader-hsc.yaml") }.Select(ResourcePath.FromLocalPath).ToList();
        var observed = await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local).ReadAsync(files, new ObservationReading(), Stop).ToListAsync(Stop);
        observed[0].Error!.Message.ShouldStartWith($"{odd}: which of its extensions are detectors can't be told: ");
        observed[0].Error!.Message.ShouldContain("CCDNUM = 'UNKNOWN'");
        observed[1].Observations.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", null, "2020-01-01T00:00:37.000")]
    [InlineData("2020-01-01T00:00:00", null, "2020-01-01T00:00:00.000")]
    [InlineData("2020-01-01", "00:00:00Z", "2020-01-01T00:00:37.000")]
    [InlineData("2020-01-01T12:00:00Z", "00:00:00", "2020-01-01T00:00:37.000")]
    public async Task A_date_with_a_zone_is_UTC_whatever_the_scale_of_the_header(string date, string? clock, string tai)
    {
        var catalog = TranslatorCatalog.Default.WithYaml(
            $"translator: Cam\nwhen: {{card: A, present: true}}\nproperties:\n  datetime_begin: {{date: A{(clock is null ? "" : ", time: B")}}}", "cam.yaml");
        var observation = await TranslateAsync(catalog, new Header { ["A"] = date, ["B"] = clock, ["TIMESYS"] = "TAI" });
        observation.Begin.ToString().ShouldBe(tai);
    }

    [Fact]
    public async Task A_class_can_translate_what_YAML_cannot_say()
    {
        var observation = await TranslateAsync(TranslatorCatalog.Default.With(new Reversing()), new Header { ["NAME"] = "31M" });
        observation.Target.ShouldBe("M13");
        observation.Translator.ShouldBe("Reversing");
        observation.ObservationReason.ShouldBe("unknown");
    }

    [Fact]
    public void A_place_is_that_of_the_reference()
    {
        // The real HSC header's, from the same geodetic coordinates.
        var place = GeocentricLocation.FromGeodetic(-155.476667, 19.825556, 4139);
        place.X.ShouldBe(-5464492.282102364, 1e-8);
        place.Latitude.ShouldBe(19.825556, 1e-11);
        place.Longitude.ShouldBe(-155.476667, 1e-11);
    }

    private static Task<ObservationInfo> TranslateAsync(TranslatorCatalog catalog, Header header) =>
        new ObservationReader(catalog, null, ResourceStores.Local)
            .TranslateAsync(header, "x.fits", new ObservationReading { Required = [], Strictness = TranslationStrictness.Pedantic }, Stop);

    private sealed class Reversing : ITranslator
    {
        public string Name => "Reversing";

        public bool CanTranslate(Header header, string? file) => header.Contains("NAME");

        public object? Find(string property, Translation translation) =>
            property == "object" ? new string([.. ((string)translation.Card("NAME")!).Reverse()]) : null;
    }
}
