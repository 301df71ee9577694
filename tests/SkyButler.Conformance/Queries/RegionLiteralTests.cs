using SkyButler.Conformance.Registry;
using SkyButler.Geometry;
using SkyButler.Queries;

namespace SkyButler.Conformance.Queries;

/// <summary>Regions that a condition writes out select the records that overlap them.</summary>
public sealed class RegionLiteralTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Literals =>
    [
        "POINT(0.45, 0.0)", "POINT(0, 90)", "CIRCLE(0.4, 0, 0.05)", "CIRCLE(0, 0, 0)", "CIRCLE(0, 0, 45)", "CIRCLE(180, 0, 89.9)", "CIRCLE(0, 0, 90)",
        "BOX(0, 0, 0.3, 0.1)", "BOX(0, 90, 360, 0.02)", "BOX(0, 0, 360, 0.02)", "BOX(359.9, 0, 0.6, 0.2)", "POLYGON(359.8, -0.2, 0.3, -0.2, 0.1, 0.4)",
        "REGION('CIRCLE 0.4 0.0 0.01')", "REGION('RANGE 0.1 0.5 -Inf +Inf')", "REGION('POLYGON 1.1 -0.6 1.2 -0.6 1.15 -0.5')",
    ];

    [Theory]
    [MemberData(nameof(Literals))]
    public async Task Records_that_overlap_a_literal_are_those_that_comparing_each_gives(string literal)
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var queries = new QueryEngine(registry);
        var region = Parse(literal);
        foreach (var element in new[] { "visit", "tract", "patch", "visit_detector_region" })
        {
            var dimensions = registry.Universe[element].MinimalGroup.Required.Select(d => d.Name).ToList();
            var records = await queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel);
            var near = new Geometry.Pixelizations.HtmPixelization(7);
            var envelope = near.Envelope(region);
            // The stored pixels decide first, as in the original: bounds that overlap where no pixel is shared do not count.
            var expected = records.Where(r => r.Region is not null && r.Region.Overlaps(region) != false && near.Envelope(r.Region).Intersects(envelope))
                .Select(r => string.Join(",", dimensions.Select(d => r.DataId[d])));

            var found = await queries.DataIdsAsync(new DataIdQuery { Dimensions = dimensions, Where = $"{element}.region OVERLAPS {literal}" }, Cancel)
                .Select(d => string.Join(",", dimensions.Select(n => d[n]))).ToListAsync(Cancel);

            found.ShouldBe(expected, ignoreOrder: true, $"{element} {literal}");
        }
    }

    [Theory]
    [InlineData("healpix17", "CIRCLE(0, 0, 0.001)")]
    [InlineData("htm24", "BOX(0, 90, 360, 0.0001)")]
    [InlineData("htm20", "BOX(0, 0, 360, 179)")]
    public async Task A_large_region_at_a_fine_level_costs_no_more_than_what_is_read(string pixel, string literal)
    {
        await using var registry = await GoldenRegistry.OpenAsync("mixed", Cancel);
        var dimension = registry.Universe[pixel];
        var pixelization = dimension.SkyPixSystem!.Pixelization(dimension.SkyPixLevel);
        var query = new DataIdQuery { Dimensions = [pixel], Where = $"{pixel}.region OVERLAPS {literal}", Limit = 5 };

        var found = await new QueryEngine(registry).DataIdsAsync(query, Cancel).Select(d => (ulong)d[pixel].Number).ToListAsync(Cancel);

        found.Count.ShouldBe(5);
        found.ShouldAllBe(index => pixelization.EnvelopeContains(Parse(literal), index));
    }

    // The radius of CIRCLE() is taken twice, as in the original; that of REGION('CIRCLE …') is not.
    private static Region Parse(string literal)
    {
        var numbers = literal.Split(['(', ')', ',', ' ', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w switch { "-Inf" => double.NegativeInfinity, "+Inf" => double.PositiveInfinity, _ => double.TryParse(w, null, out var v) ? v : double.NaN })
            .Where(v => !double.IsNaN(v)).ToArray();
        var first = LonLat.FromDegrees(numbers[0], Math.Clamp(numbers[1], -90, 90)).ToVector();
        if (literal.StartsWith("POINT", StringComparison.Ordinal))
            return new Circle(first, 0);
        if (literal.Contains("CIRCLE", StringComparison.Ordinal))
            return new Circle(first, Radians(numbers[2]) * (literal.StartsWith("CIRCLE", StringComparison.Ordinal) ? 2 : 1));
        if (literal.StartsWith("BOX", StringComparison.Ordinal))
            return Box.FromCenter(LonLat.FromDegrees(numbers[0], numbers[1]), Radians(numbers[2] / 2), Radians(numbers[3] / 2));
        if (literal.Contains("RANGE", StringComparison.Ordinal))
            return new Box(LonLat.FromDegrees(numbers[0], -90), LonLat.FromDegrees(numbers[1], 90));
        return new ConvexPolygon(numbers.Chunk(2).Select(c => LonLat.FromDegrees(c[0], c[1]).ToVector()));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
