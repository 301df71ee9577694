using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Tests.Dimensions;

public sealed class UniverseTests
{
    private static readonly DimensionUniverse Universe = DimensionUniverse.Default;

    [Fact]
    public void Default_elements_come_in_the_order_of_the_original()
    {
        string[] expected =
        [
            "band", "instrument", "skymap", "ssp_hypothesis_table", "day_obs", "detector", "group", "physical_filter", "ssp_balanced_index",
            "ssp_hypothesis_bundle", "subfilter", "tract", "visit_system", "exposure", "patch", "visit",
            "visit_definition", "visit_detector_region", "visit_system_membership",
        ];
        Universe.Elements.Where(e => e.Kind != DimensionElementKind.SkyPix).Select(e => e.Name).ShouldBe(expected);
        Universe.Elements[1].Name.ShouldBe("healpix1");
        Universe.Elements[18].Name.ShouldBe("htm1");
        Universe.CommonSkyPix.Name.ShouldBe("htm7");
    }

    [Fact]
    public void Conforming_completes_required_and_implied_dimensions()
    {
        Universe.Conform(["detector", "visit"]).Names.ShouldBe(["band", "instrument", "day_obs", "detector", "physical_filter", "visit"]);
        var exposure = Universe.Conform(["exposure"]);
        exposure.Required.Select(e => e.Name).ShouldBe(["instrument", "exposure"]);
        exposure.Implied.Select(e => e.Name).ShouldBe(["band", "day_obs", "group", "physical_filter"]);
        Universe.Conform(["visit", "instrument"]).ShouldBeSameAs(Universe.Conform(["visit"]));
    }

    [Fact]
    public void Unknown_dimensions_are_named_with_a_suggestion() =>
        Should.Throw<DimensionNameException>(() => Universe.Conform(["detecter"])).Message.ShouldContain("Did you mean 'detector'?");

    [Fact]
    public void Record_columns_follow_the_table()
    {
        Universe["visit"].Schema.Fields.Select(f => f.Name).ShouldBe(
            ["instrument", "id", "day_obs", "physical_filter", "name", "seq_num", "exposure_time", "target_name", "observation_reason",
             "science_program", "azimuth", "zenith_angle", "region", "timespan"]);
        Universe["visit_detector_region"].Schema.Fields.Select(f => f.Name).ShouldBe(["instrument", "detector", "visit", "region"]);
        Universe["band"].HasTable.ShouldBeFalse();
        Universe["band"].IsCached.ShouldBeTrue();
    }

    [Fact]
    public void Repeatable_identifiers_are_those_of_the_original()
    {
        var dataId = DataCoordinate.Standardize(
            Universe.Conform(["exposure", "detector"]), new DataId { ["instrument"] = "CamA", ["detector"] = 0, ["exposure"] = 1001 });
        var ids = new DatasetIds();
        ids.Make(DatasetIdMode.DataIdType, "raw_md", "CamA/raw/all", dataId).ShouldBe(new Guid("58aec546-32cd-5cff-9242-1d5df3e001da"));
        ids.Make(DatasetIdMode.DataIdTypeRun, "raw_md", "CamA/raw/all", dataId).ShouldBe(new Guid("e218796b-80e8-5ae8-8be2-bab0a837c115"));
    }

    [Fact]
    public void A_missing_required_value_is_named() =>
        Should.Throw<DataIdException>(() => DataCoordinate.Standardize(Universe.Conform(["detector"]), new DataId { ["detector"] = 1 }))
            .Message.ShouldContain("'instrument'");
}
