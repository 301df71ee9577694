using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry.Collections;
using static SkyButler.Tests.Queries.Plans.Searches;

namespace SkyButler.Tests.Queries.Plans;

public sealed class PlannerTests
{
    private static readonly DatasetSearch Raw = Of("raw", ["exposure", "detector"], ("run", CollectionType.Run));

    [Fact]
    public void A_plain_listing_reads_one_table_and_looks_implied_values_up_afterwards()
    {
        var plan = Planner.Plan(List(Raw, "instrument='Cam' AND detector=1"));
        plan.Sources.ShouldHaveSingleItem();
        plan.LookUps.Select(e => e.Name).ShouldBe(["exposure", "physical_filter"]);
        plan.Rows.ShouldBe(RowRule.All);
    }

    [Fact]
    public void A_condition_on_an_implied_value_joins_the_tables_that_lead_to_it()
    {
        var plan = Planner.Plan(List(Raw, "instrument='Cam' AND band='r'"));
        plan.Sources.Select(s => s.Alias).ShouldBe(["raw", "physical_filter", "exposure"], ignoreOrder: true);
        plan.LookUps.ShouldBeEmpty();
    }

    [Fact]
    public void Visits_and_exposures_join_through_their_definition() =>
        Planner.Plan(Ask(["visit", "exposure"], "instrument='Cam'")).Sources.Select(s => s.Alias).ShouldContain("visit_definition");

    [Fact]
    public void A_key_whose_governor_is_open_is_refused() =>
        Should.Throw<QueryException>(() => Planner.Plan(Ask(["detector"], "detector=1"))).Message.ShouldContain("dependent on instrument");

    [Fact]
    public void A_default_closes_the_governor()
    {
        var question = Ask(["detector"], "detector=1") with { Defaults = new Dictionary<string, DataIdValue> { ["instrument"] = "Cam" } };
        Planner.Plan(question).Conditions.Select(c => c.ToString()).ShouldContain("instrument = 'Cam'");
    }

    [Fact]
    public void Descriptions_do_not_need_the_governor() => Planner.Plan(Ask(["visit"], "visit.exposure_time > 10")).Sources.ShouldNotBeEmpty();

    [Theory]
    [InlineData("instrument='Cam' AND NOT htm8.region OVERLAPS healpix6.region", "alternatives")]
    [InlineData("instrument='Cam' AND visit.region OVERLAPS visit_detector_region.region", "not necessary")]
    public void Overlaps_that_make_no_sense_are_refused(string where, string problem) =>
        Should.Throw<QueryException>(() => Planner.Plan(Ask(["visit", "detector"], where))).Message.ShouldContain(problem);

    [Fact]
    public void Sorting_by_what_the_answer_does_not_have_is_refused()
    {
        Should.Throw<QueryException>(() => Planner.Plan(Ask(["detector"], "instrument='Cam'", order: ["visit"]))).Message.ShouldContain("not in the result dimensions");
        Should.Throw<QueryException>(() => Planner.Plan(Ask(["visit"], "instrument='Cam'", order: ["visit.region"]))).Message.ShouldContain("is not ordered");
    }

    [Fact]
    public void Sky_pixels_alone_can_not_be_listed() =>
        Should.Throw<UnsupportedQueryException>(() => Planner.Plan(Ask(["htm7"], ""))).Message.ShouldContain("no table");

    [Fact]
    public void Pairs_of_pixels_and_records_are_computed_part_by_part_unless_all_must_be_sorted()
    {
        Planner.Plan(Ask(["visit", "healpix7"], "instrument='Cam'")).Parted.ShouldNotBeNull();
        var sorted = Planner.Plan(Ask(["visit", "healpix7"], "instrument='Cam'", order: ["visit"]));
        sorted.Parted.ShouldBeNull();
        sorted.Computed.ShouldHaveSingleItem().Dimensions.Select(d => d.Name).ShouldBe(["instrument", "visit", "healpix7"]);
    }

    [Fact]
    public void Only_what_is_about_the_record_restricts_the_pairs_that_are_computed()
    {
        var plan = Planner.Plan(Ask(["visit", "healpix7"], "instrument='Cam' AND visit > 3 AND healpix7 > 5 AND exposure < 9"));
        plan.Computed.ShouldHaveSingleItem().Question!.Conditions.Select(c => c.ToString()).ShouldBe(["instrument = 'Cam'", "visit > 3"]);
    }

    [Fact]
    public void Unconnected_families_are_joined_where_there_is_one_way_only()
    {
        Planner.Plan(Ask(["visit", "tract"], "")).RegionTests.ShouldHaveSingleItem();
        Planner.Plan(Ask(["visit", "detector", "patch"], "")).RegionTests.ShouldHaveSingleItem().Elements.Select(e => e.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["patch", "visit_detector_region"]);
        Should.Throw<QueryException>(() => Planner.Plan(Ask(["visit", "tract", "htm7"], ""))).Message.ShouldContain("Too many disconnected sets");
    }

    [Theory]
    [InlineData("visit,patch", "", true)]
    [InlineData("visit,detector,tract", "instrument='Cam' AND visit > 3 AND skymap='m'", true)]
    [InlineData("visit,patch", "visit.exposure_time > 3", false)]
    [InlineData("visit,patch", "instrument='Cam' AND skymap='m' AND (visit = 3 OR patch = 4)", false)]
    [InlineData("visit", "visit.region OVERLAPS CIRCLE(1, 2, 3)", false)]
    public void Two_sides_of_a_join_on_the_sky_are_brought_together_here_where_conditions_are_about_one_side(string dimensions, string where, bool isMerged) =>
        (MergedOverlap.For(Planner.Plan(Ask(dimensions.Split(','), where))) is not null).ShouldBe(isMerged);
}
