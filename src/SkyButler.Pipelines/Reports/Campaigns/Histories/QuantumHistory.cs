using System.Text.Json.Nodes;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Reports.Campaigns.Histories;

/// <summary>What became of a quantum in one run after the other.</summary>
internal sealed class QuantumHistory(DataCoordinate dataId)
{
    public DataCoordinate DataId { get; } = dataId;

    public List<QuantumTry> Tries { get; } = [];

    /// <summary>What is to be said of it in the end.</summary>
    public QuantumState State { get; private set; } = QuantumState.Unknown;

    public bool IsRecovered { get; private set; }

    public List<string> Messages { get; } = [];

    /// <summary>What it makes, with names of dataset types.</summary>
    public List<(string Type, DatasetHistory Dataset)> Outputs { get; } = [];

    public QuantumTry Last => Tries[^1];

    /// <summary>Adds what became of it in a later run.</summary>
    public void Add(QuantumTry next)
    {
        var before = Tries.Count > 0 ? Last : null;
        Tries.Add(next);
        switch (State, next.Outcome)
        {
            // Records that contradict one another never make sense again.
            case (QuantumState.Wonky, _):
                break;
            case (_, QuantumOutcome.Successful):
                IsRecovered |= State is not (QuantumState.Successful or QuantumState.Unknown);
                State = QuantumState.Successful;
                break;
            case (_, QuantumOutcome.LogsMissing):
                MarkWonky($"Logs missing for run '{next.Run}'.");
                break;
            case (QuantumState.Successful, _):
                MarkWonky($"Status went from successful in run '{before!.Run}' to {RunStatus.Name(next.Outcome)} in '{next.Run}'.");
                break;
            case (QuantumState.Unknown, QuantumOutcome.Blocked):
                State = QuantumState.Blocked;
                break;
            case (_, QuantumOutcome.Blocked):
                break;
            case (_, QuantumOutcome.MetadataMissing):
                State = QuantumState.Unknown;
                break;
            default:
                State = QuantumState.Failed;
                break;
        }
    }

    public void MarkWonky(string message)
    {
        State = QuantumState.Wonky;
        Messages.Add(message);
    }

    public JsonObject Required() => PlainDataId.Required(DataId);

    public UnsuccessfulQuantum Unsuccessful(List<string> messages) =>
        new(Required(), new(Tries.Select(t => KeyValuePair.Create(t.Run, RunStatus.Name(t.Outcome)))), messages);
}
