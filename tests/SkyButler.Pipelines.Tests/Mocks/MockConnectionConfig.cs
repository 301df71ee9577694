using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Tests.Mocks;

/// <summary>A connection that a configuration declares.</summary>
public sealed class MockConnectionConfig : Config
{
    [ConfigField("name of the dataset type", Name = "dataset_type_name")]
    public string DatasetTypeName { get; init; } = "unnamed";

    [ConfigField("dimensions")]
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    [ConfigField("storage class", Name = "storage_class")]
    public string StorageClass { get; init; } = "StructuredDataDict";

    [ConfigField("several datasets", Name = "multiple")]
    public bool Multiple { get; init; }

    [ConfigField("fewest datasets", Name = "minimum")]
    public int Minimum { get; init; } = 1;

    [ConfigField("a calibration", Name = "is_calibration")]
    public bool IsCalibration { get; init; }
}
