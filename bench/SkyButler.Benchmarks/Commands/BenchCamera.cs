using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;

namespace SkyButler.Benchmarks.Commands;

/// <summary>
/// The camera of the reference's figures: 100 detectors in ten rafts, 3 filters, 100 exposures a day. Everything in it follows from
/// the numbers, so that each run has the same rows.
/// </summary>
internal static class BenchCamera
{
    public const string Instrument = "BenchCam";
    public const int Detectors = 100;
    public const int DetectorsPerRaft = 10;
    public const int ExposuresPerDay = 100;
    public const string Run = "BenchCam/raw/all";
    private const int FirstDay = 20260101;
    private const long Second = 1_000_000_000;
    private const long FirstTime = 1_767_225_637 * Second;
    private static readonly string[] Bands = ["g", "r", "i"];

    /// <summary>The number of an exposure.</summary>
    public static long Exposure(int index) => 1_000_000L + index;

    /// <summary>The number of the day of an exposure.</summary>
    public static long Day(int index) => FirstDay + (index / ExposuresPerDay);

    /// <summary>Makes a repository with the camera's records for so many exposures, and with its run.</summary>
    public static Task CreateAsync(string root, int exposures, CancellationToken cancellationToken) => CreateAsync(root, exposures, new(), cancellationToken);

    /// <summary>The same where it is said how the repository is made.</summary>
    public static async Task CreateAsync(string root, int exposures, ButlerCreation creation, CancellationToken cancellationToken)
    {
        await Butler.CreateAsync(root, creation, cancellationToken);
        await using var butler = await Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        await InsertAsync(butler, "instrument", [new() { ["name"] = Instrument, ["detector_max"] = Detectors, ["exposure_max"] = 100_000_000, ["visit_max"] = 100_000_000 }], cancellationToken);
        await InsertAsync(butler, "physical_filter", Bands.Select(b => Record(("name", $"bench_{b}"), ("band", b))), cancellationToken);
        await InsertAsync(butler, "detector", Enumerable.Range(0, Detectors).Select(Detector), cancellationToken);
        await InsertAsync(butler, "day_obs", Enumerable.Range(0, (exposures + ExposuresPerDay - 1) / ExposuresPerDay).Select(d => Record(("id", (long)FirstDay + d))), cancellationToken);
        await InsertAsync(butler, "group", Enumerable.Range(0, exposures).Select(e => Record(("name", $"group{e}"))), cancellationToken);
        await InsertAsync(butler, "exposure", Enumerable.Range(0, exposures).Select(ExposureRecord), cancellationToken);
        await butler.Registry.Collections.RegisterAsync([Run], CollectionType.Run, null, cancellationToken);
    }

    /// <summary>Data IDs of the exposures from one index to another (exclusive), all detectors of each.</summary>
    public static List<DataCoordinate> DataIds(DimensionUniverse universe, int exposures)
    {
        var group = universe.Conform(["exposure", "detector"]);
        var place = group.DataIdKeys.Take(3).ToList();
        var dataIds = new List<DataCoordinate>(exposures * Detectors);
        for (var exposure = 0; exposure < exposures; exposure++)
        {
            for (var detector = 0; detector < Detectors; detector++)
            {
                var values = new DataIdValue[3];
                values[place.IndexOf("instrument")] = Instrument;
                values[place.IndexOf("detector")] = detector;
                values[place.IndexOf("exposure")] = Exposure(exposure);
                dataIds.Add(new(group, values));
            }
        }

        return dataIds;
    }

    /// <summary>Registers a dataset type of instrument, exposure and detector.</summary>
    public static async Task<DatasetType> RegisterTypeAsync(Butler butler, string name, CancellationToken cancellationToken)
    {
        var type = new DatasetType(name, butler.Universe.Conform(["exposure", "detector"]), "StructuredDataDict");
        await butler.Registry.DatasetTypes.RegisterAsync([type], cancellationToken);
        return type;
    }

    private static Dictionary<string, object?> Detector(int detector)
    {
        var raft = $"R{detector / DetectorsPerRaft:D2}";
        var inRaft = $"S{detector % DetectorsPerRaft:D2}";
        return Record(("id", (long)detector), ("full_name", $"{raft}_{inRaft}"), ("name_in_raft", inRaft), ("raft", raft), ("purpose", "SCIENCE"));
    }

    private static Dictionary<string, object?> ExposureRecord(int index)
    {
        var begin = FirstTime + (index * 40 * Second);
        return Record(
            ("id", Exposure(index)), ("day_obs", Day(index)), ("group", $"group{index}"), ("physical_filter", $"bench_{Bands[index % Bands.Length]}"),
            ("obs_id", $"BC_{index:D8}"), ("exposure_time", 30.0), ("dark_time", 31.0), ("observation_type", "science"), ("observation_reason", "survey"),
            ("seq_num", (long)(index % ExposuresPerDay)), ("target_name", "field"), ("science_program", "bench"), ("sky_angle", 0.5 * (index % 720)),
            ("zenith_angle", 20.0), ("timespan", Timespan.Between(begin, begin + (30 * Second))));
    }

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static Task InsertAsync(Butler butler, string element, IEnumerable<Dictionary<string, object?>> rows, CancellationToken cancellationToken)
    {
        var definition = butler.Universe[element];
        var records = rows.Select(row =>
        {
            if (element != "instrument")
                row["instrument"] = Instrument;
            return DimensionRecord.Create(definition, row);
        }).ToList();
        return butler.Registry.Records.InsertAsync(definition, records, RecordInsertMode.New, cancellationToken);
    }
}
