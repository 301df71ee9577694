namespace SkyButler.Instruments;

/// <summary>Where an instrument's curated calibrations come from: a data package, and what of it is used.</summary>
public sealed record CalibrationPackage
{
    internal const string Key = "calibrations";

    /// <summary>Name of the data package, such as <c>obs_lsst_data</c>; its folder is named by <c>OBS_LSST_DATA_DIR</c> in the environment.</summary>
    public required string Package { get; init; }

    /// <summary>The instrument's folder in it.</summary>
    public required string Policy { get; init; }

    /// <summary>Labels that collections get unless others are given.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Dataset types that are taken; none for all standard ones of which there is a folder.</summary>
    public IReadOnlyList<string> DatasetTypes { get; init; } = [];
}
