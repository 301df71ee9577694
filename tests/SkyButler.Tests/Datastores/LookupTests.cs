using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores.Lookup;

namespace SkyButler.Tests.Datastores;

public sealed class LookupTests
{
    private const string Section =
        """
        raw: by name
        comp.data: by component
        comp: by parent
        visit+detector: by dimensions
        visit+: by one dimension
        NoSuch+Dimension: by odd name
        ExposureF: by storage class
        instrument<HSC>:
          raw: by name for HSC
          ImageF: by storage class for HSC
        default: by default
        """;

    [Theory]
    [InlineData("raw", "Exposure", "exposure,detector", null, "by name")]
    [InlineData("raw", "Exposure", "exposure,detector", "HSC", "by name for HSC")]
    [InlineData("raw", "Exposure", "exposure,detector", "LSST", "by name")]
    [InlineData("comp.data", "List", "visit", null, "by component")]
    [InlineData("comp.other", "List", "visit", null, "by parent")]
    [InlineData("calexp", "ExposureF", "visit,detector", null, "by dimensions")]
    [InlineData("summary", "ExposureF", "visit", null, "by one dimension")]
    [InlineData("coadd", "ExposureF", "tract,patch", null, "by storage class")]
    // Every entry of the instrument comes before any of all instruments.
    [InlineData("calexp", "ImageF", "visit,detector", "HSC", "by storage class for HSC")]
    [InlineData("other", "Other", "tract", null, "by default")]
    public void The_most_particular_entry_applies(string type, string storageClass, string dimensions, string? instrument, string expected)
    {
        var datasetType = new DatasetType(
            type, SampleData.Universe.Conform(dimensions.Split(',')), storageClass, parentStorageClass: type.Contains('.', StringComparison.Ordinal) ? "Composite" : null);
        Table().Find(datasetType, instrument).ShouldBe(expected);
    }

    [Fact]
    public void A_component_falls_back_to_its_parents_storage_class()
    {
        var type = new DatasetType("x.data", SampleData.Universe.Conform(["tract"]), "List", parentStorageClass: "ExposureF");
        Table().Find(type, null).ShouldBe("by storage class");
    }

    [Theory]
    [InlineData("accept: [raw]", "raw", true)]
    [InlineData("accept: [raw]", "flat", false)]
    [InlineData("reject: [raw]", "raw", false)]
    [InlineData("reject: [raw]", "flat", true)]
    [InlineData("accept: [raw]\nreject: [all]", "raw", true)]
    [InlineData("accept: [raw]\nreject: [all]", "flat", false)]
    [InlineData("accept: [all]\nreject: [flat]", "flat", false)]
    [InlineData("accept: [all]\nreject: [flat]", "raw", true)]
    [InlineData("accept: [raw]\nreject: [raw]", "raw", true)]
    [InlineData("accept: [{instrument<LSSTCam-imSim>: [raw]}]\nreject: [all]", "raw", true)]
    [InlineData("accept: [{instrument<HSC>: [raw]}]\nreject: [all]", "raw", false)]
    [InlineData("{}", "raw", true)]
    public void What_is_named_counts_before_all(string section, string type, bool accepted)
    {
        var constraints = new Constraints(Config.Parse(section), SampleData.Universe);
        constraints.Accepts(SampleData.Imsim(type, ["exposure", "detector"])).ShouldBe(accepted);
    }

    [Fact]
    public void All_can_not_be_accepted_and_rejected_at_once() =>
        Should.Throw<ConfigException>(() => new Constraints(Config.Parse("{accept: [all], reject: [all]}"), SampleData.Universe));

    [Fact]
    public void Composites_are_taken_apart_where_the_configuration_says()
    {
        var composites = new Composites(Config.Parse("{default: false, disassembled: {calexp: true}}"), SampleData.Universe);
        var composite = new StorageClass { Name = "C", Components = new Dictionary<string, string> { ["a"] = "X", ["b"] = "Y" } };
        composites.IsDisassembled(SampleData.Imsim("calexp", ["visit"]), composite).ShouldBeTrue();
        composites.IsDisassembled(SampleData.Imsim("other", ["visit"]), composite).ShouldBeFalse();
        composites.IsDisassembled(SampleData.Imsim("calexp", ["visit"]), new() { Name = "Plain" }).ShouldBeFalse();
    }

    private static LookupTable<string> Table()
    {
        var section = Config.Parse(Section).Root;
        section.TryGet("default", out var fallback);
        return new(LookupReader.Read(section, SampleData.Universe, n => (n as ConfigScalar)?.Text, "default"), (fallback as ConfigScalar)?.Text);
    }
}
