using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Queries;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Sky;

/// <summary>
/// A repository with places: visits 1 to 3 of instrument Cam1, at longitudes 11°, 12°, 13° on the equator, each half a degree wide, and visit 4
/// without a region. Detectors 1 to 4 are the corners of a visit, with a gap between them; tracts 0 and 1 of sky map Map are two degrees wide, their
/// patches 0 to 3 the quarters.
/// </summary>
internal static class SkyRepository
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestRegistry> MakeAsync(DatabaseKind kind = default, DimensionUniverse? universe = null)
    {
        var made = await TestRegistry.WithInstrumentAsync(default, kind, universe);
        for (var visit = 1; visit <= 4; visit++)
            await AddVisitAsync(made, visit, visit < 4 ? Square(10 + visit, 0, 0.25) : null);
        await made.InsertAsync("visit_detector_region", [.. from v in Enumerable.Range(1, 3)
                                                            from d in Enumerable.Range(1, 4)
                                                            select made.Record("visit_detector_region", ("instrument", "Cam1"), ("visit", (long)v), ("detector", (long)d), ("region", Corner(10 + v, 0, d, 0.15, 0.1)))]);
        await made.InsertAsync("skymap", made.Record("skymap", ("name", "Map"), ("hash", new byte[20]), ("tract_max", 2L), ("patch_nx_max", 2L), ("patch_ny_max", 2L)));
        for (var tract = 0; tract < 2; tract++)
        {
            var center = 11 + (2 * tract);
            await made.InsertAsync("tract", made.Record("tract", ("skymap", "Map"), ("id", (long)tract), ("region", Square(center, 0, 1))));
            await made.InsertAsync("patch", [.. Enumerable.Range(0, 4).Select(p => made.Record(
                "patch", ("skymap", "Map"), ("tract", (long)tract), ("id", (long)p), ("cell_x", p % 2L), ("cell_y", p / 2L), ("region", Corner(center, 0, p + 1, 0.5, 0.5))))]);
        }

        return made;
    }

    public static Task AddVisitAsync(TestRegistry test, long visit, Region? region) => test.InsertAsync("visit", test.Record(
        "visit", ("instrument", "Cam1"), ("id", visit), ("name", $"v{visit}"), ("physical_filter", "Cam1-G"), ("day_obs", 20240101L), ("region", region),
        ("timespan", TestRegistry.Days((int)visit, (int)visit + 1))));

    /// <summary>A square with sides of twice as many degrees.</summary>
    public static ConvexPolygon Square(double longitude, double latitude, double half) => new(
        new[] { (-half, -half), (half, -half), (half, half), (-half, half) }.Select(c => LonLat.FromDegrees(longitude + c.Item1, latitude + c.Item2).ToVector()));

    /// <summary>Values of dimensions in the answer to a query for data IDs, each joined by commas, sorted.</summary>
    public static async Task<List<string>> KeysAsync(this TestRegistry test, string dimensions, string where = "", int? limit = null)
    {
        var names = dimensions.Split(',');
        var query = new DataIdQuery { Dimensions = names, Where = where, Limit = limit };
        var queries = new QueryEngine(test.Registry);
        var found = await queries.DataIdsAsync(query, Cancel).Select(d => string.Join(",", names.Select(n => d[n]))).ToListAsync(Cancel);
        if (limit is null)
            (await queries.CountAsync(query, Cancel)).ShouldBe(found.Count, where);
        found.ShouldBeUnique(where);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    public static async Task<List<DimensionRecord>> RecordsAsync(this TestRegistry test, string element) =>
        await new QueryEngine(test.Registry).RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel);

    // One of four squares around a centre, from the south-west eastwards.
    private static ConvexPolygon Corner(double longitude, double latitude, int number, double offset, double half) =>
        Square(longitude + (number % 2 == 1 ? -offset : offset), latitude + (number <= 2 ? -offset : offset), half);
}
