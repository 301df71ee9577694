using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>An output of a program: a file that it makes, which becomes a dataset.</summary>
[ConfigName("skybutler.programs.ProgramOutputConfig")]
public sealed class ProgramOutputConfig : Config
{
    /// <summary>Name of the dataset type; empty for that of the output.</summary>
    [ConfigField("name of the dataset type; empty for that of the output", Name = "dataset_type_name")]
    public string DatasetTypeName { get; init; } = "";

    /// <summary>Dimensions of the dataset type; null for those of the task.</summary>
    [ConfigField("dimensions of the dataset type; None for those of the task")]
    public IReadOnlyList<string>? Dimensions { get; init; }

    /// <summary>Storage class of the dataset type.</summary>
    [ConfigField("storage class of the dataset type", Name = "storage_class")]
    public string StorageClass { get; init; } = "";

    /// <summary>Whether it is a calibration.</summary>
    [ConfigField("whether datasets are calibrations", Name = "is_calibration")]
    public bool IsCalibration { get; init; }

    /// <summary>The file in the quantum's directory: a name in which placeholders may stand, or a pattern that one file matches.</summary>
    [ConfigField("the file in the quantum's directory: a name with placeholders, or a pattern such as *.cat that one file matches")]
    public string File { get; init; } = "";

    /// <summary>Whether the program may leave it out.</summary>
    [ConfigField("whether the program may leave it out")]
    public bool Optional { get; init; }

    /// <summary>Header cards whose values are kept in the quantum's metadata, by name.</summary>
    [ConfigField("header cards of a FITS file whose values are kept, by name: a keyword, of the first HDU that has it, or HDU/KEYWORD; 'butler query-messages' finds them")]
    public IReadOnlyDictionary<string, string> Cards { get; init; } = new Dictionary<string, string>();

    /// <summary>The formatter that will read it; null to let the repository's configuration decide.</summary>
    [ConfigField("the formatter that will read it; None to let the repository's configuration decide")]
    public string? Formatter { get; init; }
}
