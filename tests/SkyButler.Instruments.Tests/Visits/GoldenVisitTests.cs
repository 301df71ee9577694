using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Instruments.Visits;
using SkyButler.Registry;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Visits;

/// <summary>Visits that the original defined, taken out of copies of its repositories and defined anew.</summary>
public sealed class GoldenVisitTests
{
    private const double Degrees = 180 / Math.PI;
    private const double Tolerance = 1e-9;
    private static readonly string[] Elements = ["visit", "visit_definition", "visit_detector_region", "visit_system"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rubin-imsim", "LSSTCam-imSim", 189)]
    [InlineData("rubin-phosim", "LSSTCam-PhoSim", 201)]
    public async Task Visits_are_those_that_the_original_made(string name, string instrument, int regions)
    {
        using var copy = SharedFiles.CopyGolden(name);
        var expected = await ReadAsync(copy.Path);
        expected["visit_detector_region"].Count.ShouldBe(regions);
        await ForgetAsync(Path.Combine(copy.Path, "gen3.sqlite3"));
        await using (var butler = await Butler.OpenAsync(copy.Path, new() { Access = RegistryAccess.ReadWrite }, Stop))
            (await DefineAsync(butler, instrument, VisitMode.Compare)).New.ShouldBe(1);

        var made = await ReadAsync(copy.Path);
        foreach (var element in Elements)
        {
            var known = made[element].ToDictionary(record => record.DataId);
            foreach (var record in expected[element])
                ShouldBeSame(known[record.DataId], record);
        }
    }

    [Fact]
    public async Task Visits_that_the_original_made_are_found_to_be_there()
    {
        using var copy = SharedFiles.CopyGolden("rubin-imsim");
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Access = RegistryAccess.ReadWrite }, Stop);
        (await DefineAsync(butler, "LSSTCam-imSim", VisitMode.Compare)).Unchanged.ShouldBe(1);
    }

    private static Task<VisitReport> DefineAsync(Butler butler, string instrument, VisitMode mode) => new VisitDefinition
    {
        Instrument = instrument,
        Config = new() { Grouping = VisitGrouping.ByGroupMetadata, RequiresVersionedCamera = true },
        Collections = [$"{instrument}/calib"],
        Mode = mode,
        Log = NullLogger.Instance,
    }.RunAsync(butler, Stop);

    // Corners agree to a thousandth of a millionth of a degree, whichever is counted first.
    private static void ShouldBeSame(DimensionRecord made, DimensionRecord expected)
    {
        foreach (var field in expected.Element.Schema.Fields)
        {
            var (there, given) = (expected[field.Name], made[field.Name]);
            if (there is ConvexPolygon polygon)
            {
                var other = given.ShouldBeOfType<ConvexPolygon>();
                // Whether a corner on a straight side of the hull is one of its corners is a matter of rounding.
                polygon.Vertices.ShouldAllBe(vertex => DistanceFrom(other, vertex) < Tolerance);
                other.Vertices.ShouldAllBe(vertex => DistanceFrom(polygon, vertex) < Tolerance);
                if (polygon.Vertices.Length == 4)
                    other.Vertices.Length.ShouldBe(4);
            }
            else if (there is double number)
                given.ShouldBeOfType<double>().ShouldBe(number, 1e-12, $"{expected}: {field.Name}");
            else
                given.ShouldBe(there, $"{expected}: {field.Name}");
        }
    }

    // From the outline, in degrees; points beside a side are as far as its ends.
    private static double DistanceFrom(ConvexPolygon polygon, UnitVector3 point) => Degrees * Enumerable.Range(0, polygon.Vertices.Length).Min(i =>
    {
        var (a, b) = (polygon.Vertices[i], polygon.Vertices[(i + 1) % polygon.Vertices.Length]);
        var end = Math.Min(a.AngleTo(point), b.AngleTo(point));
        if (Math.Max(a.AngleTo(point), b.AngleTo(point)) > a.AngleTo(b))
            return end;
        var (x, y, z) = ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
        return Math.Min(end, Math.Abs((point.X * x) + (point.Y * y) + (point.Z * z)) / Math.Sqrt((x * x) + (y * y) + (z * z)));
    });

    private static async Task<Dictionary<string, List<DimensionRecord>>> ReadAsync(string repository)
    {
        await using var butler = await Butler.OpenAsync(repository, cancellationToken: Stop);
        var all = new Dictionary<string, List<DimensionRecord>>();
        foreach (var element in Elements)
        {
            all[element] = [];
            await foreach (var record in butler.Queries.RecordsAsync(element, new() { Dimensions = [] }, Stop))
                all[element].Add(record);
        }

        return all;
    }

    private static async Task ForgetAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(Stop);
        foreach (var table in new[] { "visit_detector_region_skypix_overlap", "visit_skypix_overlap", "visit_detector_region", "visit_definition", "visit" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM {table}";
            await command.ExecuteNonQueryAsync(Stop);
        }
    }
}
