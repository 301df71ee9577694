using System.Text.Json.Nodes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Sky;

/// <summary>Universes may have sky pixels of quadrilateralized cubes, and have them as common pixels; they join as others do.</summary>
public sealed class OtherPixelSystemTests
{
    [Theory]
    [InlineData("visit", "q3c6", DatabaseKind.Sqlite)]
    [InlineData("visit", "mq3c5", DatabaseKind.Sqlite)]
    [InlineData("patch", "q3c6", DatabaseKind.Sqlite)]
    [InlineData("patch", "mq3c6", DatabaseKind.Sqlite)]
    [InlineData("visit_detector_region", "mq3c6", DatabaseKind.Sqlite)]
    [InlineData("tract", "q3c5", DatabaseKind.Sqlite)]
    [InlineData("visit", "mq3c6", DatabaseKind.Postgres)]
    [InlineData("patch", "q3c5", DatabaseKind.Postgres)]
    public async Task Pixels_join_with_the_records_whose_regions_they_overlap(string element, string pixel, DatabaseKind kind)
    {
        await using var test = await SkyRepository.MakeAsync(kind, Universe("htm7"));
        var records = await test.RecordsAsync(element);
        var dimensions = test.Universe[element].Required.Select(d => d.Name).ToList();
        var expected = new List<string>();
        var dimension = test.Universe[pixel];
        var pixelization = dimension.SkyPixSystem!.Pixelization(dimension.SkyPixLevel);
        // What is farther from all records than a pixel or a record is wide need not be compared with each.
        var center = LonLat.FromDegrees(12, 0).ToVector();
        var pixels = pixelization.Universe.Values.Select(i => (Index: i, Region: pixelization.Pixel(i))).Where(p => p.Region.BoundingCircle().Center.AngleTo(center) < 0.2).ToList();
        foreach (var record in records.Where(r => r.Region is not null))
            foreach (var (index, region) in pixels)
                if (region.Overlaps(record.Region!) != false)
                    expected.Add(string.Join(",", dimensions.Select(d => record.DataId[d].ToString()).Append($"{index}")));

        var found = await test.KeysAsync(string.Join(",", dimensions.Append(pixel)));

        found.ShouldBe(expected.Order(StringComparer.Ordinal));
        found.ShouldNotBeEmpty();
        var one = found[found.Count / 2];
        var some = one[(one.LastIndexOf(',') + 1)..];
        (await test.KeysAsync(string.Join(",", dimensions.Append(pixel)), $"{pixel} = {some}")).ShouldBe(found.Where(k => k.EndsWith($",{some}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("mq3c6", DatabaseKind.Sqlite)]
    [InlineData("q3c8", DatabaseKind.Sqlite)]
    [InlineData("mq3c7", DatabaseKind.Postgres)]
    public async Task They_can_be_the_common_pixels_by_which_records_find_one_another(string common, DatabaseKind kind)
    {
        await using var test = await SkyRepository.MakeAsync(kind, Universe(common));
        var visits = await test.RecordsAsync("visit");
        var patches = await test.RecordsAsync("patch");

        (await test.KeysAsync("visit,tract,patch")).ShouldBe(Pairs(visits, patches).Order(StringComparer.Ordinal));
        (await test.KeysAsync("visit", "instrument = 'Cam1' AND visit.region OVERLAPS POINT(11, 0)")).ShouldBe(["1"]);
        var stored = visits.Where(v => v.Region is not null)
            .SelectMany(v => test.Universe.CommonSkyPix.SkyPixSystem!.Pixelization(test.Universe.CommonSkyPix.SkyPixLevel).Envelope(v.Region!).Values.Select(i => $"{v.DataId["visit"]},{i}"));
        (await test.KeysAsync($"visit,{common}")).ShouldBe(stored.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Pairs(IEnumerable<DimensionRecord> visits, IReadOnlyList<DimensionRecord> patches) =>
        from visit in visits
        from patch in patches
        where visit.Region is not null && patch.Region is not null && visit.Region.Overlaps(patch.Region) != false
        select $"{visit.DataId["visit"]},{patch.DataId["tract"]},{patch.DataId["patch"]}";

    private static DimensionUniverse Universe(string common)
    {
        var config = JsonNode.Parse(DimensionUniverse.Default.ConfigurationJson)!;
        config["namespace"] = "cubes";
        var pixels = config["skypix"]!.AsObject();
        pixels["common"] = common;
        pixels["q3c"] = new JsonObject { ["class"] = "lsst.sphgeom.Q3cPixelization", ["max_level"] = 20 };
        pixels["mq3c"] = new JsonObject { ["class"] = "lsst.sphgeom.Mq3cPixelization", ["min_level"] = 1, ["max_level"] = 20 };
        return DimensionUniverse.FromJson(config.ToJsonString());
    }
}
