using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests;

public sealed class InstrumentDescriptionTests
{
    private const string Camera =
        """
        name: HSC
        class: lsst.obs.subaru.HyperSuprimeCam
        visit_max: 21474800
        exposure_max: 21474800
        detector_max: 200
        visit_system: one-to-one
        detectors:
          - {id: 50, full_name: "1_36", raft: "1", name_in_raft: "36", purpose: SCIENCE}
          - {ids: 104..106, full_name: "F_{id:0000}", purpose: FOCUS}
        filters:
          - {physical_filter: HSC-G, band: g}
          - {physical_filter: NB0387}
        """;

    [Fact]
    public void All_records_of_an_instrument_are_made()
    {
        var records = InstrumentDescription.Parse(Camera).ToRecords(DimensionUniverse.Default);
        records.Name.ShouldBe("HSC");
        records.Instrument["class_name"].ShouldBe("lsst.obs.subaru.HyperSuprimeCam");
        records.Instrument["visit_system"].ShouldBe(0L);
        records.Instrument["detector_max"].ShouldBe(200L);
        records.Detectors.Select(record => (record["id"], record["full_name"], record["purpose"])).ShouldBe(
        [
            (50L, "1_36", "SCIENCE"), (104L, "F_0104", "FOCUS"), (105L, "F_0105", "FOCUS"), (106L, "F_0106", "FOCUS"),
        ]);
        records.Detectors[0]["raft"].ShouldBe("1");
        records.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void A_filter_without_band_is_its_own_band() =>
        InstrumentDescription.Parse(Camera).ToRecords(DimensionUniverse.Default).Filters
            .Select(record => (record["name"], record["band"])).ShouldBe([("HSC-G", "g"), ("NB0387", "NB0387")]);

    [Fact]
    public void Names_that_look_like_numbers_keep_their_digits()
    {
        var records = InstrumentDescription.Parse("name: X\ndetectors:\n  - {id: 1, full_name: 007, raft: 1.50}").ToRecords(DimensionUniverse.Default);
        (records.Detectors[0]["full_name"], records.Detectors[0]["raft"]).ShouldBe(("007", "1.50"));
    }

    [Fact]
    public void Fields_of_a_custom_universe_are_taken_and_those_that_it_lacks_are_left_out()
    {
        var yaml = Camera.Replace("purpose: SCIENCE", "lmin: 0.75, desc: short", StringComparison.Ordinal);
        var records = InstrumentDescription.Parse(yaml).ToRecords(Spherex());
        records.Detectors[0]["lmin"].ShouldBe(0.75);
        records.Detectors[0]["desc"].ShouldBe("short");
        records.Filters.ShouldBeEmpty();
        records.LeftOut.ShouldBe(
            ["instrument.visit_max", "instrument.visit_system", "detector.raft", "detector.name_in_raft", "detector.purpose", "filters"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("class: a.B", "cam.yaml:1:1: An instrument needs a 'name'")]
    [InlineData("name: X\nvisit_mx: 3", "cam.yaml:2:11: 'visit_mx' is no field of 'instrument'")]
    [InlineData("name: X\nvisit_mx: 3", "Did you mean 'visit_max'?")]
    [InlineData("name: X\nvisit_max: many", "cam.yaml:2:12: 'visit_max' takes an integer, not 'many'")]
    [InlineData("name: X\nvisit_system: one-to-ten", "cam.yaml:2:15: 'one-to-ten' is no visit system")]
    [InlineData("name: X\ndetectors: 3", "cam.yaml:2:12: 'detectors' is a list of mappings")]
    [InlineData("name: X\ndetectors:\n  - {full_name: A}", "cam.yaml:3:5: A record of 'detector' needs a value for 'id'")]
    [InlineData("name: X\ndetectors:\n  - {id: 1, full_name: A}\n  - {id: 1, full_name: B}", "cam.yaml:4:5: There are two entries of 'detector' with id '1'")]
    [InlineData("name: X\ndetectors:\n  - {id: 1, full_name: A}\n  - {id: 2, full_name: A}", "cam.yaml:4:5: There are two entries of 'detector' with full_name 'A'")]
    [InlineData("name: X\ndetectors:\n  - {ids: 1-3, full_name: A}", "'ids' is a range of numbers such as 0..8")]
    [InlineData("name: X\ndetectors:\n  - {ids: 0..99999999999, full_name: A}", "'ids' is a range of numbers such as 0..8")]
    [InlineData("name: X\ndetectors:\n  - {id: 1, ids: 1..3, full_name: A}", "Give 'id' or 'ids', not both")]
    [InlineData("name: X\nfilters:\n  - {physical_filter: ''}", "'name' is empty")]
    [InlineData("name: a-name-that-is-longer-than-thirty-two-characters", "takes at most 32")]
    public void Mistakes_are_named_with_file_and_line(string yaml, string message) =>
        Should.Throw<InstrumentException>(() => InstrumentDescription.Parse(yaml, "cam.yaml").ToRecords(DimensionUniverse.Default))
            .Message.ShouldContain(message);

    [Fact]
    public void The_example_of_the_manual_works()
    {
        var manual = File.ReadAllText(Checkout.File("docs/instruments.md"));
        var example = manual.Split("```yaml\n")[1].Split("```")[0];
        var records = InstrumentDescription.Parse(example, "docs/instruments.md").ToRecords(DimensionUniverse.Default);
        records.Detectors.Count.ShouldBe(11);
        records.Filters.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Empty_files_and_keys_that_are_there_twice_are_told_by_their_place()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("cam.yaml"), "# nothing yet\n", TestContext.Current.CancellationToken);
        var empty = await InstrumentDescription.LoadAsync(SkyButler.Resources.ResourcePath.FromLocalPath(folder.File("cam.yaml")), TestContext.Current.CancellationToken);
        Should.Throw<InstrumentException>(() => empty.Name).Message.ShouldContain("cam.yaml");
        Should.Throw<ConfigException>(() => InstrumentDescription.Parse("name: A\nname: B\n", "cam.yaml")).Message.ShouldStartWith("cam.yaml:2:1");
    }

    [Fact]
    public async Task A_class_name_is_looked_up_among_described_instruments()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("hsc.yaml"), Camera, TestContext.Current.CancellationToken);
        var catalog = new InstrumentCatalog([SkyButler.Resources.ResourcePath.FromLocalDirectory(folder.Path)]);
        (await catalog.FindAsync("lsst.obs.subaru.HyperSuprimeCam", TestContext.Current.CancellationToken)).Name.ShouldBe("HSC");
        (await Should.ThrowAsync<InstrumentException>(() => catalog.FindAsync("lsst.obs.subaru.HyperSuprimCam", TestContext.Current.CancellationToken)))
            .Message.ShouldContain("Did you mean 'lsst.obs.subaru.HyperSuprimeCam'?");
    }

    private static DimensionUniverse Spherex()
    {
        var yaml = File.ReadAllText(SharedFiles.Data("spherex/configs/dimensions.yaml"));
        return DimensionUniverse.FromJson(Config.Parse(yaml).Root.ToJson()!.ToJsonString());
    }
}
