using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Queries;

namespace SkyButler.Conformance.Queries;

/// <summary>Sky pixels of every system and level join with records, which the original refuses but for the common pixels.</summary>
public sealed class SkyPixelJoinTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mixed", "healpix7", "visit")]
    [InlineData("mixed", "htm9", "patch")]
    [InlineData("mixed", "healpix8", "visit_detector_region")]
    [InlineData("mixed", "htm8", "tract")]
    [InlineData("spatial", "healpix7", "visit")]
    [InlineData("spatial", "htm9", "patch")]
    [InlineData("spatial", "htm6", "tract")]
    [InlineData("ci_hsc", "healpix7", "visit")]
    [InlineData("ci_hsc", "htm8", "visit_detector_region")]
    [InlineData("ci_hsc", "healpix6", "tract")]
    public async Task Pixels_join_with_the_records_whose_regions_they_overlap(string repository, string pixel, string element)
    {
        await using var registry = await GoldenRegistry.OpenAsync(repository, Cancel);
        var queries = new QueryEngine(registry);
        var dimensions = registry.Universe[element].MinimalGroup.Required.Select(d => d.Name).Append(pixel).ToList();
        var expected = PixelPairs.Keys(await RecordsAsync(queries, element), registry.Universe[pixel], dimensions);

        var found = await KeysAsync(queries, dimensions, "");

        found.ShouldBe(expected, ignoreOrder: true);
        found.ShouldNotBeEmpty();
        (await queries.CountAsync(new DataIdQuery { Dimensions = dimensions }, Cancel)).ShouldBe(found.Count);
        var ordered = await KeysAsync(queries, dimensions, "", ["-" + pixel, .. dimensions]);
        ordered.ShouldBe(found, ignoreOrder: true);
        var indices = ordered.Select(k => long.Parse(k[(k.LastIndexOf(',') + 1)..], null)).ToList();
        indices.ShouldBe(indices.OrderDescending());
    }

    [Fact]
    public async Task Conditions_restrict_the_pixels_and_the_records()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        string[] dimensions = ["instrument", "visit", "healpix7"];
        var pixel = registry.Universe["healpix7"];
        var all = await KeysAsync(queries, dimensions, "");
        var indices = all.Select(k => ulong.Parse(k.Split(',')[2], null)).Distinct().Order().ToList();
        var some = indices.Take(3).ToList();
        var area = "CIRCLE(0.4, 0, 0.1)";
        var inArea = pixel.SkyPixSystem!.Pixelization(7).Envelope(new Circle(LonLat.FromDegrees(0.4, 0).ToVector(), 0.2 * Math.PI / 180));

        (await KeysAsync(queries, dimensions, $"healpix7 = {some[0]}")).ShouldBe(all.Where(k => k.EndsWith($",{some[0]}", StringComparison.Ordinal)), ignoreOrder: true);
        (await KeysAsync(queries, dimensions, $"healpix7 IN ({string.Join(", ", some)}) AND instrument='CamA'"))
            .ShouldBe(all.Where(k => k.StartsWith("CamA", StringComparison.Ordinal) && some.Contains(ulong.Parse(k.Split(',')[2], null))), ignoreOrder: true);
        (await KeysAsync(queries, dimensions, $"healpix7.region OVERLAPS {area}"))
            .ShouldBe(all.Where(k => inArea.Contains(ulong.Parse(k.Split(',')[2], null))), ignoreOrder: true);
        (await KeysAsync(queries, ["instrument", "visit"], $"instrument = 'CamA' AND healpix7.region OVERLAPS visit.region AND healpix7 = {some[0]}"))
            .ShouldBe(all.Where(k => k.StartsWith("CamA", StringComparison.Ordinal) && k.EndsWith($",{some[0]}", StringComparison.Ordinal)).Select(k => k[..k.LastIndexOf(',')]).Distinct(), ignoreOrder: true);
        (await KeysAsync(queries, ["healpix7"], "instrument='CamA' AND visit = 1004 AND visit.region OVERLAPS healpix7.region"))
            .ShouldBe(all.Where(k => k.StartsWith("CamA,1004,", StringComparison.Ordinal)).Select(k => k.Split(',')[2]), ignoreOrder: true);
        (await KeysAsync(queries, ["healpix7"], $"healpix7.region OVERLAPS {area}")).ShouldBe(inArea.Values.Select(v => $"{v}"), ignoreOrder: true);
        (await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions, Limit = 2 }, Cancel).CountAsync(Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Pixels_join_with_pixels_of_other_systems_and_levels()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        var htm = new Geometry.Pixelizations.HtmPixelization(8);
        var healpix = new Geometry.Pixelizations.HealpixPixelization(6);
        var some = htm.Envelope(new Circle(LonLat.FromDegrees(0.4, 0).ToVector(), 0.01)).Values.ToList();
        var list = string.Join(", ", some);
        var polygons = healpix.Universe.Values.Select(b => (Index: b, Region: healpix.Pixel(b))).ToList();

        (await KeysAsync(queries, ["htm8", "healpix6"], $"htm8 IN ({list}) AND htm8.region OVERLAPS healpix6.region"))
            .ShouldBe(from a in some let pixel = htm.Pixel(a) from b in polygons where pixel.Overlaps(b.Region) != false select $"{a},{b.Index}", ignoreOrder: true);
        (await KeysAsync(queries, ["htm8", "htm10"], $"htm8 IN ({list}) AND htm10.region OVERLAPS htm8.region"))
            .ShouldBe(from a in some from part in Enumerable.Range(0, 16) select $"{a},{(a * 16) + (ulong)part}", ignoreOrder: true);
        (await KeysAsync(queries, ["instrument", "visit", "htm8", "htm6"], "instrument='CamA' AND visit = 1004"))
            .ShouldBe((await KeysAsync(queries, ["instrument", "visit", "htm8"], "instrument='CamA' AND visit = 1004")).Select(k => $"{k},{ulong.Parse(k.Split(',')[2], null) / 16}"), ignoreOrder: true);
        await Should.ThrowAsync<UnsupportedQueryException>(() => KeysAsync(queries, ["htm8", "healpix6"], "htm8.region OVERLAPS healpix6.region"));
        await Should.ThrowAsync<UnsupportedQueryException>(() => KeysAsync(queries, ["htm8"], ""));
    }

    [Fact]
    public async Task The_common_pixels_of_a_record_are_those_that_are_stored()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        var stored = await GoldenRegistry.PairsAsync(
            GoldenRegistry.File("mixed"), "SELECT instrument || ',' || visit || ',' || skypix_index, '' FROM visit_skypix_overlap", Cancel);

        (await KeysAsync(queries, ["instrument", "visit", "htm7"], "")).ShouldBe(stored.Keys, ignoreOrder: true);
        var pixel = stored.Keys.First(k => k.StartsWith("CamA,1004,", StringComparison.Ordinal)).Split(',')[2];
        var within = stored.Keys.Where(k => k.StartsWith("CamA", StringComparison.Ordinal) && k.EndsWith(pixel, StringComparison.Ordinal)).ToList();
        (await KeysAsync(queries, ["instrument", "visit", "htm7"], $"instrument='CamA' AND htm7 = {pixel} AND (visit.region OVERLAPS htm7.region OR visit = 3)"))
            .ShouldBe(within, ignoreOrder: true);
        var without = await KeysAsync(queries, ["instrument", "visit", "htm7"], $"instrument='CamA' AND htm7 = {pixel} AND NOT visit.region OVERLAPS htm7.region");
        var withRegion = await KeysAsync(queries, ["instrument", "visit"], "instrument='CamA' AND visit.region != NULL");
        without.Concat(within).ShouldBe(withRegion.Select(k => $"{k},{pixel}"), ignoreOrder: true);
    }

    private static async Task<List<string>> KeysAsync(QueryEngine queries, IReadOnlyList<string> dimensions, string where, IReadOnlyList<string>? order = null) =>
        await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions, Where = where, OrderBy = order ?? [] }, Cancel)
            .Select(d => string.Join(",", dimensions.Select(n => d[n]))).ToListAsync(Cancel);

    private static async Task<List<DimensionRecord>> RecordsAsync(QueryEngine queries, string element) =>
        await queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel);
}
