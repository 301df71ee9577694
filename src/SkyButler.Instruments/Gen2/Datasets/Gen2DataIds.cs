using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;
using SkyButler.Instruments.SkyMaps;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Turns keys of the second generation into data IDs.</summary>
/// <param name="universe">The repository's dimensions.</param>
/// <param name="instrument">The instrument's name.</param>
/// <param name="bands">Bands by physical filter.</param>
/// <param name="detectorKey">The key of detectors.</param>
internal sealed class Gen2DataIds(DimensionUniverse universe, string instrument, IReadOnlyDictionary<string, string> bands, string detectorKey)
{
    private const string Filter = "filter";
    private const string Visit = "visit";
    private const string Tract = "tract";
    private const string Patch = "patch";
    private const string Pixel = "pixel_id";

    /// <summary>The key of the date on which a calibration was made.</summary>
    public const string CalibrationDate = "calibDate";

    // Types of calibrations for each filter; of others the filter means nothing.
    private static readonly string[] Filtered = ["flat", "sky", "fringe", "transmission_filter"];

    // Of no use beside the others, or no value of a dimension.
    private static readonly string[] Dropped = ["field", "dateObs", "taiObs", "pointing", "expTime", "proposal", CalibrationDate];
    // Patches in a row of each tract of the sky map.
    private readonly Dictionary<int, int> columns = [];
    private (string Name, SkyMap Map)? skyMap;

    /// <summary>The sky map of coadds, and its name; null where there is none.</summary>
    public (string Name, SkyMap Map)? SkyMap
    {
        get => skyMap;
        set
        {
            skyMap = value;
            columns.Clear();
        }
    }

    /// <summary>The type as a repository of today has it.</summary>
    /// <exception cref="Gen2Exception">It has a key that stands for no dimension.</exception>
    public DatasetType TypeOf(Gen2DatasetType type)
    {
        var keys = PathElement.Split(type.Template).SelectMany(element => element.Keys).Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        var isCalibration = keys.Contains(CalibrationDate);
        var dimensions = new List<string>();
        foreach (var key in keys.Except(Dropped))
        {
            if (key == Tract)
                dimensions.Add(Tract);
            else if (key == Patch)
                dimensions.Add(Patch);
            else if (key == detectorKey)
                dimensions.Add("detector");
            else if (key == Visit)
                dimensions.Add(Visit);
            else if (key == Pixel)
                dimensions.Add("htm7");
            else if (key != Filter)
                throw new Gen2Exception($"'{key}' stands for no dimension");
            else if (Filtered.Contains(type.Name))
                dimensions.Add("physical_filter");
            else if (keys.Contains(Tract) && !keys.Contains(Visit))
                dimensions.Add("band");
        }

        if (type.Section == Gen2Section.Calibrations || isCalibration)
            dimensions.Add("instrument");
        return new DatasetType(type.Name, universe.Conform(dimensions), type.StorageClass!, isCalibration);
    }

    /// <summary>The data ID of a file.</summary>
    /// <exception cref="Gen2Exception">A key has a value that no dimension has.</exception>
    public DataCoordinate Of(DatasetType type, IReadOnlyDictionary<string, string> keys)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var dimension in type.Dimensions.Required)
        {
            values[dimension.Name] = dimension.Name switch
            {
                "instrument" => instrument,
                "detector" => Integer(keys, detectorKey),
                "physical_filter" => Text(keys, Filter),
                "band" => bands.GetValueOrDefault(Text(keys, Filter), Text(keys, Filter)),
                "skymap" => Map.Name,
                "patch" => PatchOf(keys),
                "htm7" => Integer(keys, Pixel),
                var other => Integer(keys, other),
            };
        }

        return DataCoordinate.Standardize(type.Dimensions, values);
    }

    private (string Name, SkyMap Map) Map => SkyMap ?? throw new Gen2Exception("no sky map is known (--skymap-name, --skymap-config)");

    private long PatchOf(IReadOnlyDictionary<string, string> keys)
    {
        if (Text(keys, Patch).Split(',') is not [var x, var y] || !int.TryParse(x, CultureInfo.InvariantCulture, out var column) || !int.TryParse(y, CultureInfo.InvariantCulture, out var row))
            throw new Gen2Exception($"the patch '{Text(keys, Patch)}' is no pair of numbers");
        if (Integer(keys, Tract) >= Map.Map.Count)
            throw new Gen2Exception($"the sky map '{Map.Name}' has no tract {Text(keys, Tract)}");
        var number = (int)Integer(keys, Tract);
        if (!columns.TryGetValue(number, out var width))
        {
            using var tract = Map.Map[number];
            columns[number] = width = tract.PatchCount.Width;
        }

        return column < width ? ((long)row * width) + column : throw new Gen2Exception($"the tract {number} of the sky map '{Map.Name}' has no patch {x},{y}");
    }

    private static string Text(IReadOnlyDictionary<string, string> keys, string key) =>
        keys.TryGetValue(key, out var text) ? text : throw new Gen2Exception($"there is no value of '{key}'");

    private static long Integer(IReadOnlyDictionary<string, string> keys, string key) =>
        long.TryParse(Text(keys, key), CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new Gen2Exception($"'{Text(keys, key)}' is no number for '{key}'");
}
