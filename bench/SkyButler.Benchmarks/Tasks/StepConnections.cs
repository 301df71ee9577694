using SkyButler.Pipelines.Connections;

namespace SkyButler.Benchmarks.Tasks;

/// <summary>Connections of <see cref="StepTask"/>, to be named by the pipeline.</summary>
public sealed class StepConnections() : TaskConnections(Quantum)
{
    private static readonly string[] Quantum = ["instrument", "exposure", "detector"];

    /// <summary>What is read.</summary>
    public Input Given { get; } = new() { Name = "given", StorageClass = "StructuredDataDict", Dimensions = Quantum };

    /// <summary>The same, written.</summary>
    public Output Result { get; } = new() { Name = "result", StorageClass = "StructuredDataDict", Dimensions = Quantum };
}
