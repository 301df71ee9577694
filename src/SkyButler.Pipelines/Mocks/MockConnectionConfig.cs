using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Mocks;

/// <summary>A connection of a mock task, as its configuration declares it.</summary>
[ConfigName("lsst.pipe.base.tests.mocks.DynamicConnectionConfig")]
public sealed class MockConnectionConfig : Config
{
    /// <summary>Name of the dataset type; an input's may be <c>parent.component</c>.</summary>
    [ConfigField("name of the dataset type; an input's may be parent.component", Name = "dataset_type_name")]
    public string DatasetTypeName { get; init; } = "unnamed";

    /// <summary>Dimensions of the dataset type.</summary>
    [ConfigField("dimensions of the dataset type")]
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Storage class.</summary>
    [ConfigField("storage class", Name = "storage_class")]
    public string StorageClass { get; init; } = "StructuredDataDict";

    /// <summary>Whether a quantum may have more than one dataset here.</summary>
    [ConfigField("whether a quantum may have more than one dataset here")]
    public bool Multiple { get; init; }

    /// <summary>Fewest datasets with which a quantum can run.</summary>
    [ConfigField("fewest datasets with which a quantum can run; 0 makes an input optional")]
    public int Minimum { get; init; } = 1;

    /// <summary>Whether datasets are looked up by time.</summary>
    [ConfigField("whether datasets are looked up by time", Name = "is_calibration")]
    public bool IsCalibration { get; init; }

    /// <summary>Whether the task reads the dataset when it wants.</summary>
    [ConfigField("whether the task gets a handle that reads when it is asked", Name = "defer_load")]
    public bool DeferLoad { get; init; }

    /// <summary>Whether a missing dataset does not keep a data ID out of the graph.</summary>
    [ConfigField("whether a missing dataset does not keep a data ID out of the graph", Name = "defer_graph_constraint")]
    public bool DeferGraphConstraint { get; init; }
}
