using FsCheck;
using FsCheck.Fluent;
using SkyButler.Datasets;
using SkyButler.Datastores.Templates;
using SkyButler.Dimensions;

namespace SkyButler.Tests.Datastores;

public sealed class TemplateTests
{
    private const string Default =
        "{run:/}/{datasetType}.{component:?}/{tract:?}/{patch:?}/{day_obs|visit.day_obs|exposure.day_obs:?}/{band:?}/{subfilter:?}/{physical_filter:?}/"
        + "{visit:?}/{exposure.obs_id|group:?}/{datasetType}_{component:?}_{instrument:?}_{tract:?}_{patch:?}_{band:?}_{physical_filter:?}_{visit:?}_"
        + "{exposure.obs_id|group:?}_{detector.full_name:?}_{skymap:?}_{skypix:?}_{ssp_hypothesis_table:?}_{ssp_hypothesis_bundle:?}_{ssp_balanced_index:?}_{run}";

    private const string OfExposures =
        "{run:/}/{datasetType}.{component:?}/{day_obs|exposure.day_obs}/{exposure.obs_id}/{datasetType}_{component:?}_{instrument:?}_{physical_filter}_{exposure.obs_id}_{detector.full_name}_{run}";

    [Theory]
    [InlineData("postISR", "exposure,detector", OfExposures, "u/me/r1/postISR/20221004/204595/postISR_LSSTCam-imSim_i_sim_1_4_204595_R11_S20_u_me_r1")]
    [InlineData("vis", "visit,detector", Default, "u/me/r1/vis/20221004/i/i_sim_1.4/204595/vis_LSSTCam-imSim_i_i_sim_1_4_204595_R11_S20_u_me_r1")]
    [InlineData("det", "detector", Default, "u/me/r1/det/det_LSSTCam-imSim_R11_S20_u_me_r1")]
    [InlineData("nod", "", Default, "u/me/r1/nod/nod_u_me_r1")]
    public void The_default_templates_give_the_paths_of_the_original(string type, string dimensions, string template, string expected)
    {
        var dataset = SampleData.Imsim(type, dimensions.Split(',', StringSplitOptions.RemoveEmptyEntries));
        FileTemplate.Parse(template).Format(dataset).ShouldBe(expected);
    }

    [Fact]
    public void A_component_stands_in_folder_and_name()
    {
        var dataset = SampleData.Imsim("comp_a", ["detector"]);
        var part = dataset.WithDatasetType(dataset.DatasetType.MakeComponent("summary", "StructuredDataDict"));
        FileTemplate.Parse(Default).Format(part).ShouldBe("u/me/r1/comp_a.summary/comp_a_summary_LSSTCam-imSim_R11_S20_u_me_r1");
    }

    [Theory]
    // An optional field without value takes the literal before it along, unless that has a slash.
    [InlineData("{run}/x-{visit:?}-{exposure}", "u_me_r1/x--204595")]
    [InlineData("{run}/{datasetType}.{component:?}/{exposure}", "u_me_r1/raw/204595")]
    [InlineData("{run:/}/{exposure:08d}", "u/me/r1/00204595")]
    [InlineData("{run:/}/{exposure:>8}_{detector:x<4d}_{detector:x}_{exposure.seq_num:+d}", "u/me/r1/  204595_42xx_2a_+12")]
    [InlineData("{run:/}/{exposure.exposure_time}_{exposure}", "u/me/r1/30_0_204595")]
    [InlineData("{run:/}/{exposure.exposure_time:.2f}_{exposure}", "u/me/r1/30_00_204595")]
    [InlineData("{run:/}/{exposure.target_name}_{exposure}", "u/me/r1/None_204595")]
    [InlineData("{run:/}/{visit.name|exposure.obs_id}", "u/me/r1/204595")]
    [InlineData("{run:/}//./{exposure}.fits#1", "u/me/r1/204595_fitsHASH1")]
    [InlineData("/{run:/}/{exposure}", "u/me/r1/204595")]
    [InlineData("{{{run}}}/{exposure}", "{u_me_r1}/204595")]
    [InlineData("{run:/}/{exposure.no_such_field:?}{exposure}", "u/me/r1/204595")]
    [InlineData("{datasetType}/{exposure}_{id}", "raw/204595_01a1ffa7-c4dc-7213-969b-09d7fb4aabcc")]
    public void The_language_of_templates(string template, string expected) =>
        FileTemplate.Parse(template).Format(SampleData.Imsim("raw", ["exposure", "detector"])).ShouldBe(expected);

    [Fact]
    public void A_format_that_does_not_fit_its_value_is_refused() => Should.Throw<TemplateException>(
        () => FileTemplate.Parse("{run:/}/{exposure:s}").Format(SampleData.Imsim("raw", ["exposure", "detector"])));

    [Fact]
    public void A_sky_pixel_has_an_alias()
    {
        var dataset = SampleData.Imsim("cat", ["htm7"]);
        FileTemplate.Parse(Default).Format(dataset).ShouldBe("u/me/r1/cat/cat_240000_u_me_r1");
    }

    [Fact]
    public void A_missing_value_names_field_and_template()
    {
        var dataset = SampleData.Imsim("raw", ["exposure", "detector"]);
        Should.Throw<TemplateException>(() => FileTemplate.Parse("{run}/{tract}").Format(dataset)).Message
            .ShouldContain("'tract' requested in template via '{run}/{tract}' but not defined and not optional");
    }

    [Fact]
    public void A_field_of_a_record_needs_records()
    {
        var dataset = SampleData.Imsim("raw", ["exposure", "detector"]);
        var bare = dataset.WithDataId(dataset.DataId.WithoutRecords());
        Should.Throw<TemplateException>(() => FileTemplate.Parse("{run}/{exposure.obs_id}").Format(bare)).Message
            .ShouldContain("Either expand the data ID or change the template.");
    }

    [Theory]
    [InlineData("a b<c>d:e\"f\\g|h?i*j", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("a/b", "a_b")]
    [InlineData("a,b", "a,b")]
    [InlineData("tab\there\u0000\u007f\u0085", "tab_here___")]
    [InlineData("%2E%2E%2Fetc", "_2E_2E_2Fetc")]
    [InlineData("50%", "50%")]
    [InlineData("Ω", "Ω")]
    [InlineData("../../etc/passwd", "______etc_passwd")]
    public void Values_are_made_safe(string value, string safe)
    {
        var dataset = SampleData.Imsim("raw", ["physical_filter"], "r", ("physical_filter", value));
        FileTemplate.Parse("{run}/f{physical_filter}").Format(dataset).ShouldBe($"r/f{safe.Replace('.', '_')}");
    }

    [Theory]
    [InlineData("{run:/}/{physical_filter}/{band}", "r", "..")]
    [InlineData("{run:/}/{physical_filter:/}/{band}", "r", "a/../../b")]
    [InlineData("{run:/}/{physical_filter}", "..", "f")]
    [InlineData("{run:/}/{physical_filter}", "/../etc", "f")]
    [InlineData("{run:/}/{physical_filter}", ".skybutler/journal", "f")]
    public void Values_that_climb_or_hit_private_folders_are_refused(string template, string run, string filter)
    {
        var dataset = SampleData.Imsim("raw", ["physical_filter"], run, ("physical_filter", filter));
        Should.Throw<TemplateException>(() => FileTemplate.Parse(template).Format(dataset));
    }

    [Fact]
    public void No_value_leaves_the_root()
    {
        var root = Path.GetFullPath("/root/of/the/store");
        Prop.ForAll<NonNull<string>, NonNull<string>>((run, filter) =>
        {
            string path;
            try
            {
                path = FileTemplate.Parse("{run:/}/{physical_filter}/{band:/}/{datasetType}_{physical_filter}").Format(
                    SampleData.Imsim("raw", ["physical_filter"], run.Get, ("physical_filter", filter.Get), ("band", filter.Get + "/..")));
            }
            catch (TemplateException)
            {
                return true;
            }

            return Path.GetFullPath(Path.Combine(root, path)).StartsWith(root + "/", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("{datasetType}/{exposure}", "neither '{run}' nor '{id}'")]
    [InlineData("{run}/{datasetType}", "neither a dimension nor '{id}'")]
    [InlineData("{run}/../{exposure}", "climbs")]
    [InlineData("{collection}/{exposure}", "say '{run}'")]
    [InlineData("{run}/{id}/{exposure}", "must stand in the file name")]
    [InlineData("{run}/{exposure", "is not closed")]
    [InlineData("{run}/exposure}", "has no '{'")]
    [InlineData("{run}/{exposure:q9z}", "can't be understood")]
    [InlineData("{run}/{exposure:99999999999d}", "can't be understood")]
    [InlineData("{run}/{}", "no name")]
    public void Templates_that_mix_up_datasets_are_refused(string template, string reason) =>
        Should.Throw<TemplateException>(() => FileTemplate.Parse(template)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("{run}/{exposure}_{detector}", null)]
    [InlineData("{run}/{exposure}", "it lacks detector")]
    [InlineData("{run}/{exposure}_{detector}_{tract}", "it needs 'tract'")]
    [InlineData("{run}/{exposure}_{detector}_{tract:?}", null)]
    public void A_template_must_suit_its_dataset_type(string template, string? reason)
    {
        var universe = SampleData.Universe;
        var type = new DatasetType("raw", universe.Conform(["exposure", "detector"]), "Exposure");
        var parsed = FileTemplate.Parse(template.Replace("{run}/", "{run}/{instrument}", StringComparison.Ordinal));
        if (reason is null)
            parsed.CheckSuits(type);
        else
            Should.Throw<TemplateException>(() => parsed.CheckSuits(type)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Spherex_paths_follow_its_own_template()
    {
        var universe = DimensionUniverse.FromJson(
            """
            {"version": 0, "skypix": {"common": "htm7", "htm": {"class": "lsst.sphgeom.HtmPixelization", "max_level": 24}},
             "elements": {"instrument": {"doc": "", "keys": [{"name": "name", "type": "string", "length": 16}], "governor": true},
              "detector": {"doc": "", "keys": [{"name": "id", "type": "int"}], "requires": ["instrument"]},
              "exposure": {"doc": "", "keys": [{"name": "id", "type": "int"}], "requires": ["instrument"],
                           "metadata": [{"name": "group_name", "type": "string", "length": 64}]}}}
            """);
        var group = universe.Conform(["exposure", "detector"]);
        var values = new Dictionary<string, object> { ["instrument"] = "SPX", ["exposure"] = 1L, ["detector"] = 0L };
        var dataId = SampleData.Expand(group, values, new Dictionary<string, object?> { ["exposure.group_name"] = "g1" });
        var template = FileTemplate.Parse(
            "{run:/}/{datasetType}.{component:?}/{label:?}/{detector:?}/{exposure.group_name:?}/{datasetType}_{component:?}_{label:?}_{calibration_label:?}_{exposure:?}_{detector:?}_{instrument:?}_{skypix:?}_{run}");
        template.Format(new(new DatasetType("rawexp", group, "SPHERExImage"), dataId, "r", SampleData.Id)).ShouldBe("r/rawexp/0/g1/rawexp_1_0_SPX_r");
    }
}
