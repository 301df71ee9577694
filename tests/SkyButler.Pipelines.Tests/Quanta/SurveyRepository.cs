using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>
/// A small survey: instrument Cam with two detectors and the bands g and r; visits 1 to 4 in g, 5 to 8 in r, each one degree wide around
/// 10° on the equator, detector 1 its western half and 2 its eastern; one exposure a visit with a raw of each detector in the run raws; the tract 0
/// of sky map sm, two degrees wide around the same place, whose patches 0 to 3 are its quarters, so that every visit touches every patch.
/// </summary>
internal sealed class SurveyRepository : IDisposable
{
    public const string Run = "raws";
    private const long Day = 20260101;
    private const long Second = 1_000_000_000;
    private readonly TemporaryDirectory folder = new();

    private SurveyRepository() => Runner = new PipelineRunner(Log, Clock, TestPipelines.Catalog);

    public TestLog Log { get; } = new();

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 20, 47, 42, TimeSpan.Zero));

    public PipelineRunner Runner { get; }

    public string Root => folder.File("repo");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SurveyRepository> MakeAsync(string seed = "")
    {
        var made = new SurveyRepository();
        await Butler.CreateAsync(made.Root, new() { SeedConfig = seed.Length > 0 ? made.File("seed.yaml", seed) : null }, Token);
        await using var butler = await Butler.OpenAsync(made.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        await InsertAsync(butler, "instrument", Record(("name", "Cam"), ("detector_max", 2L), ("exposure_max", 100L), ("visit_max", 100L)));
        await InsertAsync(butler, "physical_filter", [.. "gr".Select(b => Own(("name", $"Cam-{b}"), ("band", b.ToString())))]);
        await InsertAsync(butler, "detector", [.. Enumerable.Range(1, 2).Select(d => Own(("id", (long)d), ("full_name", $"D{d}"), ("purpose", "SCIENCE")))]);
        await InsertAsync(butler, "day_obs", Own(("id", Day)));
        await InsertAsync(butler, "visit_system", Own(("id", 0L), ("name", "one-to-one")));
        foreach (var visit in Enumerable.Range(1, 8))
            await InsertVisitAsync(butler, visit);
        await InsertAsync(butler, "skymap", Record(("name", "sm"), ("hash", new byte[20]), ("tract_max", 1L), ("patch_nx_max", 2L), ("patch_ny_max", 2L)));
        await InsertAsync(butler, "tract", Record(("skymap", "sm"), ("id", 0L), ("region", Box(9, 11, -1, 1))));
        await InsertAsync(butler, "patch", [.. Enumerable.Range(0, 4).Select(p => Record(
            ("skymap", "sm"), ("tract", 0L), ("id", (long)p), ("cell_x", p % 2L), ("cell_y", p / 2L), ("region", Patch(p))))]);
        await made.InsertDatasetsAsync(butler, "raw", Run, ["instrument", "exposure", "detector"], [.. from v in Enumerable.Range(1, 8) from d in Enumerable.Range(1, 2) select ((DataIdValue[])["Cam", d, v])]);
        return made;
    }

    /// <summary>The region of a patch.</summary>
    public static ConvexPolygon Patch(int patch) => Box(9 + (patch % 2), 10 + (patch % 2), -1 + (patch / 2), patch / 2);

    /// <summary>Registers datasets without files; values are in the order of the data ID's required dimensions.</summary>
    public async Task InsertDatasetsAsync(Butler butler, string type, string run, IReadOnlyList<string> dimensions, IReadOnlyList<DataIdValue[]> values)
    {
        var datasetType = new DatasetType(type, butler.Universe.Conform(dimensions), "StructuredDataDict");
        await butler.Registry.DatasetTypes.RegisterAsync([datasetType], Token);
        await butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, Token);
        await butler.Registry.Datasets.InsertAsync(datasetType, run, [.. values.Select(v => new DataCoordinate(datasetType.Dimensions, v))], DatasetIdMode.Unique, Token);
    }

    /// <summary>Adds a tract of so many patches, all in one small place in the middle.</summary>
    public async Task InsertPatchesAsync(Butler butler, long tract, int patches)
    {
        await InsertAsync(butler, "tract", Record(("skymap", "sm"), ("id", tract), ("region", Box(9.99, 10.01, -0.01, 0.01))));
        await InsertAsync(butler, "patch", [.. Enumerable.Range(0, patches).Select(p => Record(
            ("skymap", "sm"), ("tract", tract), ("id", (long)p), ("cell_x", (long)p), ("cell_y", 0L), ("region", Box(9.99, 10.01, -0.01, 0.01))))]);
    }

    /// <summary>Adds detectors from number 10.</summary>
    public Task InsertDetectorsAsync(Butler butler, int detectors) => InsertAsync(
        butler, "detector", [.. Enumerable.Range(0, detectors).Select(d => Own(("id", 10L + d), ("full_name", $"D{10 + d}"), ("purpose", "SCIENCE")))]);

    public async Task<Butler> OpenAsync() => await Butler.OpenAsync(Root, new() { Access = RegistryAccess.ReadWrite }, Token);

    public string File(string name, string text)
    {
        var path = folder.File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public GraphRequest Request(string pipeline, string where = "", params IReadOnlyList<string> inputs) => new()
    {
        Repository = Root,
        Pipeline = new PipelineRequest { Location = File("pipe.yaml", pipeline) },
        Inputs = inputs.Count > 0 ? inputs : [Run],
        Output = "u/out",
        DataQuery = where,
    };

    public void Dispose() => folder.Dispose();

    private static async Task InsertVisitAsync(Butler butler, int visit)
    {
        var time = Timespan.Between(1_767_225_637 * Second + (visit * 60 * Second), 1_767_225_637 * Second + (visit * 60 * Second) + (30 * Second));
        var filter = visit <= 4 ? "Cam-g" : "Cam-r";
        await InsertAsync(butler, "group", Own(("name", $"g{visit}")));
        await InsertAsync(butler, "exposure", Own(
            ("id", (long)visit), ("day_obs", Day), ("group", $"g{visit}"), ("physical_filter", filter), ("obs_id", $"e{visit}"), ("observation_type", "science"), ("timespan", time)));
        await InsertAsync(butler, "visit", Own(
            ("id", (long)visit), ("day_obs", Day), ("physical_filter", filter), ("name", $"v{visit}"), ("timespan", time), ("region", Box(9.5, 10.5, -0.5, 0.5))));
        await InsertAsync(butler, "visit_definition", Own(("exposure", (long)visit), ("visit", (long)visit)));
        await InsertAsync(butler, "visit_system_membership", Own(("visit_system", 0L), ("visit", (long)visit)));
        await InsertAsync(
            butler, "visit_detector_region",
            Own(("visit", (long)visit), ("detector", 1L), ("region", Box(9.5, 9.99, -0.5, 0.5))), Own(("visit", (long)visit), ("detector", 2L), ("region", Box(10.01, 10.5, -0.5, 0.5))));
    }

    private static ConvexPolygon Box(double west, double east, double south, double north) =>
        new(new[] { (west, south), (east, south), (east, north), (west, north) }.Select(c => LonLat.FromDegrees(c.Item1, c.Item2).ToVector()));

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static Dictionary<string, object?> Own(params (string Name, object? Value)[] values) => Record([("instrument", "Cam"), .. values]);

    private static Task InsertAsync(Butler butler, string element, params IReadOnlyList<Dictionary<string, object?>> rows) => butler.Registry.Records.InsertAsync(
        butler.Universe[element], [.. rows.Select(r => DimensionRecord.Create(butler.Universe[element], r))], RecordInsertMode.New, Token);
}
