using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Benchmarks.Questions;

/// <summary>
/// A strip of sky of 20 by 10 degrees: 50 tracts of 100 patches, and 100 visits of a camera with 20 detectors spread over it. Everything in it
/// follows from the numbers.
/// </summary>
internal static class BenchSky
{
    public const int Visits = 100;
    public const int Detectors = 20;
    public const int Tracts = 50;
    public const int Patches = 100;
    private const string Camera = "SkyCam";
    private const string SkyMap = "strip";
    private const double TractSize = 2;
    private const double PatchSize = 0.2;
    private const double VisitWidth = 1;
    private const double VisitHeight = 0.9;

    /// <summary>Makes a repository that has the camera and the sky map, but neither visits nor tracts.</summary>
    public static async Task CreateAsync(string root, CancellationToken cancellationToken)
    {
        await Butler.CreateAsync(root, new(), cancellationToken);
        await using var butler = await Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        await InsertAsync(butler, "instrument", [Record(("name", Camera))], cancellationToken);
        await InsertAsync(butler, "skymap", [Record(("name", SkyMap), ("hash", new byte[] { 1 }), ("tract_max", (long)Tracts), ("patch_nx_max", 10L), ("patch_ny_max", 10L))], cancellationToken);
        await InsertAsync(butler, "physical_filter", [OfCamera(("name", "sky_r"), ("band", "r"))], cancellationToken);
        await InsertAsync(butler, "day_obs", [OfCamera(("id", 20260101L))], cancellationToken);
        await InsertAsync(butler, "detector", Enumerable.Range(0, Detectors).Select(d => OfCamera(("id", (long)d), ("full_name", $"D{d:D2}"))), cancellationToken);
    }

    /// <summary>Inserts the visits and the regions of their detectors.</summary>
    public static async Task InsertVisitsAsync(Butler butler, CancellationToken cancellationToken)
    {
        await InsertAsync(
            butler,
            "visit",
            Enumerable.Range(0, Visits).Select(v => OfCamera(
                ("id", (long)v), ("name", $"visit{v}"), ("day_obs", 20260101L), ("physical_filter", "sky_r"), ("region", Rectangle(West(v), South(v), VisitWidth, VisitHeight)))),
            cancellationToken);
        await InsertAsync(
            butler,
            "visit_detector_region",
            Enumerable.Range(0, Visits * Detectors).Select(i => (Visit: i / Detectors, Detector: i % Detectors)).Select(p => OfCamera(
                ("visit", (long)p.Visit), ("detector", (long)p.Detector),
                ("region", Rectangle(West(p.Visit) + (p.Detector % 5 * VisitWidth / 5), South(p.Visit) + (p.Detector / 5 * VisitHeight / 4), VisitWidth / 5, VisitHeight / 4)))),
            cancellationToken);
    }

    /// <summary>Inserts the tracts and their patches.</summary>
    public static async Task InsertTractsAsync(Butler butler, CancellationToken cancellationToken)
    {
        await InsertAsync(
            butler,
            "tract",
            Enumerable.Range(0, Tracts).Select(t => Record(("skymap", SkyMap), ("id", (long)t), ("region", Rectangle(TractWest(t), TractSouth(t), TractSize, TractSize)))),
            cancellationToken);
        await InsertAsync(
            butler,
            "patch",
            Enumerable.Range(0, Tracts * Patches).Select(i => (Tract: i / Patches, Patch: i % Patches)).Select(p => Record(
                ("skymap", SkyMap), ("tract", (long)p.Tract), ("id", (long)p.Patch), ("cell_x", (long)(p.Patch % 10)), ("cell_y", (long)(p.Patch / 10)),
                ("region", Rectangle(TractWest(p.Tract) + (p.Patch % 10 * PatchSize), TractSouth(p.Tract) + (p.Patch / 10 * PatchSize), PatchSize, PatchSize)))),
            cancellationToken);
    }

    // Visits stand a little off the grid of the tracts, as real ones do.
    private static double West(int visit) => (visit % 20) + 0.03 + (0.007 * (visit % 7));

    private static double South(int visit) => (visit / 20 * 2) - 4.7 + (0.011 * (visit % 5));

    private static double TractWest(int tract) => tract % 10 * TractSize;

    private static double TractSouth(int tract) => (tract / 10 * TractSize) - 5;

    private static ConvexPolygon Rectangle(double west, double south, double width, double height) => ConvexPolygon.FromVertices(
    [
        LonLat.FromDegrees(west, south).ToVector(),
        LonLat.FromDegrees(west + width, south).ToVector(),
        LonLat.FromDegrees(west + width, south + height).ToVector(),
        LonLat.FromDegrees(west, south + height).ToVector(),
    ]);

    private static Dictionary<string, object?> OfCamera(params (string Name, object? Value)[] values) => Record([("instrument", Camera), .. values]);

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static Task InsertAsync(Butler butler, string element, IEnumerable<Dictionary<string, object?>> rows, CancellationToken cancellationToken)
    {
        var definition = butler.Universe[element];
        return butler.Registry.Records.InsertAsync(definition, [.. rows.Select(row => DimensionRecord.Create(definition, row))], RecordInsertMode.New, cancellationToken);
    }
}
