using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Connections;

/// <summary>The datasets of one quantum by connection name, for a task to shorten before the quantum is settled.</summary>
public sealed class QuantumAdjustment
{
    private readonly Dictionary<string, IReadOnlyList<DatasetRef>> inputs;
    private readonly Dictionary<string, IReadOnlyList<DatasetRef>> outputs;

    internal QuantumAdjustment(
        string label, DataCoordinate dataId, Dictionary<string, IReadOnlyList<DatasetRef>> inputs, Dictionary<string, IReadOnlyList<DatasetRef>> outputs)
    {
        Label = label;
        DataId = dataId;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /// <summary>Label of the task.</summary>
    public string Label { get; }

    /// <summary>Data ID of the quantum.</summary>
    public DataCoordinate DataId { get; }

    /// <summary>Inputs by connection name, prerequisites too.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> Inputs => inputs;

    /// <summary>Outputs by connection name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> Outputs => outputs;

    /// <summary>Keeps only some datasets of an input.</summary>
    /// <exception cref="ConnectionException">A dataset was not there before.</exception>
    public void KeepInputs(string connection, IReadOnlyList<DatasetRef> kept) => Keep(inputs, connection, kept);

    /// <summary>Keeps only some datasets of an output.</summary>
    /// <exception cref="ConnectionException">A dataset was not there before.</exception>
    public void KeepOutputs(string connection, IReadOnlyList<DatasetRef> kept) => Keep(outputs, connection, kept);

    private void Keep(Dictionary<string, IReadOnlyList<DatasetRef>> sets, string connection, IReadOnlyList<DatasetRef> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        if (!sets.TryGetValue(connection, out var before))
            throw new ConnectionException($"Task '{Label}' has no connection '{connection}' to adjust.{Suggestions.For(connection, sets.Keys)}");
        if (kept.FirstOrDefault(k => !before.Contains(k)) is { } added)
            throw new ConnectionException($"Adjusting {DataId}, task '{Label}' added {added} to '{connection}'; it may only take datasets away.");
        sets[connection] = kept;
    }
}
