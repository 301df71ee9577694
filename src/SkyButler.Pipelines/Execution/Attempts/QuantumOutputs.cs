using SkyButler.Datasets;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>References to what a quantum is to write, by connection name; metadata and log are the framework's.</summary>
public sealed class QuantumOutputs
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets;

    internal QuantumOutputs(IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets) => this.datasets = datasets;

    /// <summary>Names of the connections.</summary>
    public IEnumerable<string> Names => datasets.Keys;

    /// <summary>The datasets of a connection, in the order of their data IDs.</summary>
    public IReadOnlyList<DatasetRef> this[string connection] => datasets.TryGetValue(connection, out var found)
        ? found
        : throw new PipelineException($"There is no output connection '{connection}'.{Suggestions.For(connection, datasets.Keys)}");
}
