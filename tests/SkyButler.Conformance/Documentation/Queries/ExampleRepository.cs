using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Documentation.Queries;

/// <summary>The repository that <c>docs/queries.md</c> describes, made by our own means.</summary>
public sealed class ExampleRepository : IAsyncLifetime
{
    private static readonly string[] Detectors = ["R0_S0", "R0_S1", "R1_S0", "R1_S1"];
    private TemporaryDirectory? folder;

    internal Butler Butler { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        folder = new TemporaryDirectory("repo");
        Directory.Delete(folder.Path);
        await Butler.CreateAsync(folder.Path, new(), Token);
        await using (var writing = await Butler.OpenAsync(folder.Path, new() { Run = "Cam/raw" }, Token))
        {
            await FillAsync(writing);
            await AddDatasetsAsync(writing);
        }

        Butler = await Butler.OpenAsync(folder.Path, new() { Collections = ["Cam/raw"], DefaultDataId = new() { ["instrument"] = "Cam", ["skymap"] = "sky" } }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Butler.DisposeAsync();
        folder!.Dispose();
    }

    private static async Task FillAsync(Butler butler)
    {
        await InsertAsync(butler, "instrument", new Dictionary<string, object?> { ["name"] = "Cam", ["class_name"] = "Cam", ["detector_max"] = 4L });
        await InsertAsync(butler, "skymap", new Dictionary<string, object?> { ["name"] = "sky", ["hash"] = new byte[20], ["tract_max"] = 2L, ["patch_nx_max"] = 1L, ["patch_ny_max"] = 1L });
        await InsertAsync(butler, "tract", new() { ["skymap"] = "sky", ["id"] = 0L, ["region"] = Square(9.5, 10.2, 0.5) }, new() { ["skymap"] = "sky", ["id"] = 1L, ["region"] = Square(39, 41, 1) });
        await InsertAsync(butler, "detector", [.. Detectors.Select((name, i) => new Dictionary<string, object?>
        {
            ["instrument"] = "Cam", ["id"] = (long)i, ["full_name"] = name, ["raft"] = name[..2], ["name_in_raft"] = name[3..], ["purpose"] = i == 3 ? "WAVEFRONT" : "SCIENCE",
        })]);
        await InsertAsync(
            butler, "physical_filter", new() { ["instrument"] = "Cam", ["name"] = "Cam-G", ["band"] = "g" }, new() { ["instrument"] = "Cam", ["name"] = "Cam-R", ["band"] = "r" });
        await InsertAsync(butler, "day_obs", new() { ["instrument"] = "Cam", ["id"] = 20240110L }, new() { ["instrument"] = "Cam", ["id"] = 20240111L });
        await InsertAsync(butler, "group", [.. Enumerable.Range(1, 4).Select(i => new Dictionary<string, object?> { ["instrument"] = "Cam", ["name"] = $"g{i}" })]);
        await InsertAsync(
            butler,
            "exposure",
            Exposure(1, null, "2024-01-10T20:00:00", 30),
            Exposure(2, "M31", "2024-01-10T20:01:00", 30),
            Exposure(3, "M31", "2024-01-11T20:00:00", 60),
            Exposure(4, "NGC 1", "2024-01-11T20:02:00", 60));
        await InsertAsync(
            butler,
            "visit",
            Visit(2, "M31", "2024-01-10T20:01:00", 30, Square(9, 11, 1)),
            Visit(3, "M31", "2024-01-11T20:00:00", 60, Square(10.5, 12.5, 1)),
            Visit(4, "NGC 1", "2024-01-11T20:02:00", 60, null));
        await InsertAsync(butler, "visit_definition", [.. Enumerable.Range(2, 3).Select(i => new Dictionary<string, object?> { ["instrument"] = "Cam", ["exposure"] = (long)i, ["visit"] = (long)i })]);
    }

    private static async Task AddDatasetsAsync(Butler butler)
    {
        var raw = new DatasetType("raw", butler.Universe.Conform(["exposure", "detector"]), "StructuredDataDict");
        var bias = new DatasetType("bias", butler.Universe.Conform(["detector"]), "StructuredDataDict", isCalibration: true);
        await butler.Registry.DatasetTypes.RegisterAsync([raw, bias], Token);
        await butler.Registry.Collections.RegisterAsync(["Cam/bias1", "Cam/bias2"], CollectionType.Run, null, Token);
        await butler.Registry.Collections.RegisterAsync(["Cam/calib"], CollectionType.Calibration, null, Token);
        await RegisterAsync(butler, raw, "Cam/raw", from exposure in Enumerable.Range(1, 4) from detector in Enumerable.Range(0, 2) select DataId(exposure, detector));
        foreach (var (run, validity) in new[] { ("Cam/bias1", Timespan.Between(Tai("2024-01-10"), Tai("2024-01-11"))), ("Cam/bias2", Timespan.Between(Tai("2024-01-11"), null)) })
        {
            var made = await RegisterAsync(butler, bias, run, Enumerable.Range(0, 4).Select(detector => DataId(null, detector)));
            await butler.Registry.Datasets.CertifyAsync("Cam/calib", made, validity, Token);
        }
    }

    private static Task<IReadOnlyList<DatasetRef>> RegisterAsync(Butler butler, DatasetType type, string run, IEnumerable<DataId> dataIds) =>
        butler.Registry.Datasets.InsertAsync(type, run, [.. dataIds.Select(d => DataCoordinate.Standardize(type.Dimensions, d))], DatasetIdMode.Unique, Token);

    private static DataId DataId(int? exposure, int detector) => exposure is { } number
        ? new() { ["instrument"] = "Cam", ["exposure"] = (long)number, ["detector"] = (long)detector }
        : new() { ["instrument"] = "Cam", ["detector"] = (long)detector };

    private static Dictionary<string, object?> Exposure(int id, string? target, string begin, double seconds) => new()
    {
        ["instrument"] = "Cam",
        ["id"] = (long)id,
        ["obs_id"] = $"O_{id}",
        ["group"] = $"g{id}",
        ["day_obs"] = id < 3 ? 20240110L : 20240111L,
        ["physical_filter"] = id < 3 ? "Cam-G" : "Cam-R",
        ["observation_type"] = id == 1 ? "dark" : "science",
        ["can_see_sky"] = id > 1,
        ["seq_num"] = ((id - 1) % 2) + 1L,
        ["target_name"] = target,
        ["exposure_time"] = seconds,
        ["timespan"] = Span(begin, seconds),
    };

    private static Dictionary<string, object?> Visit(int id, string target, string begin, double seconds, Region? region) => new()
    {
        ["instrument"] = "Cam",
        ["id"] = (long)id,
        ["name"] = $"v{id}",
        ["day_obs"] = id < 3 ? 20240110L : 20240111L,
        ["physical_filter"] = id < 3 ? "Cam-G" : "Cam-R",
        ["target_name"] = target,
        ["exposure_time"] = seconds,
        ["zenith_angle"] = id * 10.0,
        ["timespan"] = Span(begin, seconds),
        ["region"] = region,
    };

    private static Timespan Span(string begin, double seconds) => Timespan.Between(Tai(begin), Tai(begin) + (long)(seconds * 1e9));

    private static long Tai(string iso) => TaiTime.ParseIso(iso);

    // Longitudes and a latitude north and south of the equator, in degrees.
    private static ConvexPolygon Square(double west, double east, double north) => ConvexPolygon.FromVertices(
        [Direction(west, -north), Direction(east, -north), Direction(east, north), Direction(west, north)]);

    private static UnitVector3 Direction(double longitude, double latitude) => LonLat.FromDegrees(longitude, latitude).ToVector();

    private static async Task InsertAsync(Butler butler, string element, params Dictionary<string, object?>[] records)
    {
        var definition = butler.Universe[element];
        await butler.Registry.Records.InsertAsync(definition, [.. records.Select(r => DimensionRecord.Create(definition, r))], RecordInsertMode.New, Token);
    }
}
