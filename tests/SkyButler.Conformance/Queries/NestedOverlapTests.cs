using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Queries;

namespace SkyButler.Conformance.Queries;

/// <summary>Overlaps among alternatives and under NOT, which the original refuses; a record without region makes them unknown.</summary>
public sealed class NestedOverlapTests
{
    private static readonly Region Area = new Circle(LonLat.FromDegrees(0.4, 0).ToVector(), 0.2 * Math.PI / 180);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alternatives_and_negations_follow_three_valued_logic()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        var visits = (await RecordsAsync(queries, "visit")).Where(v => (string)v["instrument"]! == "CamA").ToList();
        visits.ShouldContain(v => v.Region == null);

        await ShouldBe("visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) OR visit = 3007", v => In(v) | Is(v, 3007));
        await ShouldBe("visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) OR visit != 3007", v => In(v) | !Is(v, 3007));
        await ShouldBe("NOT visit.region OVERLAPS CIRCLE(0.4, 0, 0.1)", v => !In(v));
        await ShouldBe("NOT (visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) AND visit > 2000)", v => !(In(v) & (long)v["id"]! > 2000));
        await ShouldBe("NOT (visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) OR visit > 2000)", v => !(In(v) | (long)v["id"]! > 2000));
        await ShouldBe(
            "(visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) AND visit < 2000) OR (NOT visit.region OVERLAPS CIRCLE(0.4, 0, 0.1) AND visit > 3000)",
            v => (In(v) & (long)v["id"]! < 2000) | (!In(v) & (long)v["id"]! > 3000));

        async Task ShouldBe(string where, Func<DimensionRecord, bool?> expected)
        {
            var query = new DataIdQuery { Dimensions = ["visit"], Where = $"instrument='CamA' AND ({where})", OrderBy = ["visit"] };
            var found = await queries.DataIdsAsync(query, Cancel).Select(d => d["visit"].Number).ToListAsync(Cancel);
            found.ShouldBe([.. visits.Where(v => expected(v) == true).Select(v => (long)v["id"]!).Order()], where);
            (await queries.CountAsync(query, Cancel)).ShouldBe(found.Count, where);
            (await queries.DataIdsAsync(query with { Limit = 1 }, Cancel).Select(d => d["visit"].Number).ToListAsync(Cancel)).ShouldBe([.. found.Take(1)], where);
        }
    }

    [Fact]
    public async Task Elements_that_overlap_or_not_can_be_told_apart()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        string[] dimensions = ["instrument", "visit", "skymap", "tract"];
        var tracts = await RecordsAsync(queries, "tract");
        var pairs = (from v in await RecordsAsync(queries, "visit")
                     from t in tracts
                     where (string)v["instrument"]! == "CamA" && (string)t["skymap"]! == "sm1"
                     select (Key: $"CamA,{v["id"]},sm1,{t["id"]}", Visit: (long)v["id"]!, Overlap: v.Region is null ? default(bool?) : v.Region.Overlaps(t.Region!) != false)).ToList();

        (await KeysAsync(queries, dimensions, "NOT visit.region OVERLAPS tract.region")).ShouldBe(pairs.Where(p => p.Overlap == false).Select(p => p.Key), ignoreOrder: true);
        (await KeysAsync(queries, dimensions, "visit.region OVERLAPS tract.region OR visit = 3007"))
            .ShouldBe(pairs.Where(p => p.Overlap == true || p.Visit == 3007).Select(p => p.Key), ignoreOrder: true);
        pairs.Count(p => p.Overlap == false).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Pixels_of_any_system_can_be_excluded()
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        string[] dimensions = ["skymap", "tract", "healpix6"];
        var healpix = new Geometry.Pixelizations.HealpixPixelization(6);
        var around = healpix.Envelope(Area).Values.ToList();
        var tracts = (await RecordsAsync(queries, "tract")).Where(t => (string)t["skymap"]! == "sm1").ToList();
        var apart = from t in tracts from i in around where t.Region!.Overlaps(healpix.Pixel(i)) == false select $"sm1,{t["id"]},{i}";

        (await KeysAsync(queries, dimensions, $"healpix6 IN ({string.Join(", ", around)}) AND NOT tract.region OVERLAPS healpix6.region", "skymap='sm1'"))
            .ShouldBe(apart, ignoreOrder: true);
        (await KeysAsync(queries, dimensions, "NOT healpix6.region OVERLAPS CIRCLE(0.4, 0, 0.1) AND tract = 0", "skymap='sm1'"))
            .ShouldBe((await KeysAsync(queries, dimensions, "tract = 0", "skymap='sm1'")).Where(k => !around.Contains(ulong.Parse(k.Split(',')[2], null))), ignoreOrder: true);
    }

    private static bool? In(DimensionRecord record) => record.Region is null ? null : record.Region.Overlaps(Area) != false;

    private static bool? Is(DimensionRecord record, long visit) => (long)record["id"]! == visit;

    private static async Task<List<string>> KeysAsync(
        QueryEngine queries, IReadOnlyList<string> dimensions, string where, string governors = "instrument='CamA' AND skymap='sm1'") =>
        await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions, Where = $"{governors} AND ({where})" }, Cancel)
            .Select(d => string.Join(",", dimensions.Select(n => d[n]))).ToListAsync(Cancel);

    private static async Task<List<DimensionRecord>> RecordsAsync(QueryEngine queries, string element) =>
        await queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel);
}
