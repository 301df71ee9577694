using SkyButler.Datasets;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>References to what a quantum reads, by connection name, seen as its connections want them.</summary>
public sealed class QuantumInputs
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets;

    internal QuantumInputs(IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> datasets) => this.datasets = datasets;

    /// <summary>Names of the connections.</summary>
    public IEnumerable<string> Names => datasets.Keys;

    /// <summary>The datasets of a connection, in the order of their data IDs.</summary>
    public IReadOnlyList<DatasetRef> this[string connection] => datasets.TryGetValue(connection, out var found)
        ? found
        : throw new PipelineException($"There is no input connection '{connection}'.{Suggestions.For(connection, datasets.Keys)}");
}
