using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>An input of a program.</summary>
[ConfigName("skybutler.programs.ProgramInputConfig")]
public sealed class ProgramInputConfig : Config
{
    /// <summary>Name of the dataset type; empty for that of the input.</summary>
    [ConfigField("name of the dataset type; empty for that of the input", Name = "dataset_type_name")]
    public string DatasetTypeName { get; init; } = "";

    /// <summary>Dimensions of the dataset type; null for those of the task.</summary>
    [ConfigField("dimensions of the dataset type; None for those of the task")]
    public IReadOnlyList<string>? Dimensions { get; init; }

    /// <summary>Storage class of the dataset type.</summary>
    [ConfigField("storage class of the dataset type", Name = "storage_class")]
    public string StorageClass { get; init; } = "";

    /// <summary>Whether it must exist before the graph is built and is looked up for each quantum.</summary>
    [ConfigField("whether it must exist before the graph is built, and is looked up for each quantum: calibrations, reference catalogues", Name = "is_prerequisite")]
    public bool IsPrerequisite { get; init; }

    /// <summary>Whether it is looked up by time.</summary>
    [ConfigField("whether it is looked up by time", Name = "is_calibration")]
    public bool IsCalibration { get; init; }

    /// <summary>Whether a quantum may have more than one dataset here.</summary>
    [ConfigField("whether a quantum may have more than one dataset here")]
    public bool Multiple { get; init; }

    /// <summary>Fewest datasets with which the program can run; 0 makes the input optional.</summary>
    [ConfigField("fewest datasets with which the program can run; 0 makes the input optional")]
    [ConfigRange(Min = 0)]
    public int Minimum { get; init; } = 1;

    /// <summary>How the program gets at it.</summary>
    [ConfigField("how the program gets at it: auto (the stored file, or a copy where it is no local one), path, copy, uri")]
    public InputAccess Access { get; init; }

    /// <summary>Name in the quantum's directory, in which placeholders may stand; null to use the stored one.</summary>
    [ConfigField("name of the file in the quantum's directory, with placeholders; None for the stored one")]
    public string? Rename { get; init; }
}
