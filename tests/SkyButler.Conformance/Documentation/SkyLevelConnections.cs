using SkyButler.Pipelines.Connections;

namespace SkyButler.Conformance.Documentation;

/// <summary>Connections of <see cref="SkyLevelTask"/>.</summary>
public sealed class SkyLevelConnections : TaskConnections
{
    private static readonly string[] Quantum = ["instrument", "exposure", "detector"];

    /// <summary>Declares the connections.</summary>
    public SkyLevelConnections()
        : base(Quantum)
    {
    }

    /// <summary>The exposure.</summary>
    public Input Exposure { get; } = new()
    {
        Name = "postISR",
        StorageClass = "ExposureF",
        Dimensions = Quantum,
        Documentation = "exposure whose sky is measured",
    };

    /// <summary>The level.</summary>
    public Output Level { get; } = new()
    {
        Name = "skyLevel",
        StorageClass = "StructuredDataDict",
        Dimensions = Quantum,
        Documentation = "level of the sky, and how many pixels count",
    };
}
