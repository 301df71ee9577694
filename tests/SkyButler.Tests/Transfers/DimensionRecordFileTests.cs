using SkyButler.Configuration;
using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Transfers;

namespace SkyButler.Tests.Transfers;

public sealed class DimensionRecordFileTests
{
    [Fact]
    public void A_region_is_written_as_in_queries()
    {
        var visit = Read("CIRCLE 10 -5 0.5").ShouldBeOfType<Circle>();
        visit.OpeningAngle.ShouldBe(0.5 * Math.PI / 180, 1e-12);
        Read("POLYGON 0 0 1 0 1 1").ShouldBeOfType<ConvexPolygon>();
        Read(Convert.ToHexString(visit.Encode())).ShouldBe(visit);
    }

    [Theory]
    [InlineData("CIRCLE 10 -5", "f.yaml:2:70: 'CIRCLE 10 -5' is no region: a CIRCLE has longitude, latitude and radius.")]
    [InlineData("BOX 1 2 3 4", "'BOX' is no shape; there are CIRCLE, RANGE and POLYGON")]
    [InlineData("circle", "is not a row of hexadecimal digits")]
    public void What_is_no_region_is_told_with_its_place(string text, string problem) =>
        Should.Throw<ConfigException>(() => Read(text)).Message.ShouldContain(problem);

    [Fact]
    public void A_timespan_that_ends_before_it_begins_is_refused_with_its_place() =>
        Should.Throw<ConfigException>(() => DimensionRecordFile.Read(
            "day_obs:\n  - {instrument: Cam, id: 1, timespan: [2024-01-11, 2024-01-10]}\n", "f.yaml", DimensionUniverse.Default))
            .Message.ShouldBe("f.yaml:2:40: The timespan ends before it begins.");

    private static object? Read(string region)
    {
        var parts = DimensionRecordFile.Read($"visit:\n  - {{instrument: Cam, id: 1, physical_filter: r, day_obs: 1, region: '{region}', name: a}}\n", "f.yaml", DimensionUniverse.Default);
        return parts.ShouldHaveSingleItem().Records.ShouldHaveSingleItem()["region"];
    }
}
