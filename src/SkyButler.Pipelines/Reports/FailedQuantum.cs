using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Reports;

/// <summary>A quantum without metadata, though what it reads was made.</summary>
public sealed class FailedQuantum
{
    internal FailedQuantum(Quantum quantum)
    {
        Id = quantum.Id;
        DataId = quantum.DataId;
        Log = quantum.Outputs.GetValueOrDefault(TaskNode.LogConnection)?[0];
    }

    /// <summary>Identifier.</summary>
    public Guid Id { get; }

    /// <summary>Data ID.</summary>
    public DataCoordinate DataId { get; }

    /// <summary>Messages of errors in its log; none where logs were not read, or there is none.</summary>
    public IReadOnlyList<string> Errors { get; internal set; } = [];

    internal DatasetRef? Log { get; }

    internal Dictionary<string, object?> ToPlain() => new(StringComparer.Ordinal)
    {
        ["data_id"] = DataId.Items.Take(DataId.Dimensions.Required.Count).ToDictionary(i => i.Name, i => (object?)i.Value.ToObject(), StringComparer.Ordinal),
        ["error"] = Errors.ToList<object?>(),
    };
}
