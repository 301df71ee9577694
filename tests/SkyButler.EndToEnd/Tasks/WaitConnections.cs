using SkyButler.Pipelines.Connections;

namespace SkyButler.EndToEnd.Tasks;

/// <summary>Connections of <see cref="WaitTask"/>.</summary>
public sealed class WaitConnections() : TaskConnections(Quantum)
{
    private static readonly string[] Quantum = ["instrument", "exposure", "detector"];

    public Input Raw { get; } = new() { Name = "rawexp", StorageClass = "SPHERExImage", Dimensions = Quantum, DeferLoad = true };

    public Output Waited { get; } = new() { Name = "waited", StorageClass = "StructuredDataDict", Dimensions = Quantum };
}
