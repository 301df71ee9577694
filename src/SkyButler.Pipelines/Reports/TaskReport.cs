using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Reports;

/// <summary>What became of a task's quanta, and of what they were to make.</summary>
public sealed class TaskReport
{
    internal TaskReport(GraphOutcome outcome, TaskQuanta quanta)
    {
        Label = quanta.Task.Label;
        Expected = quanta.Count;
        var failed = new List<FailedQuantum>();
        for (var place = 0; place < quanta.Count; place++)
        {
            switch (outcome.Of(quanta, place))
            {
                case QuantumOutcome.Successful or QuantumOutcome.LogsMissing:
                    Succeeded++;
                    break;
                case QuantumOutcome.Blocked:
                    Blocked++;
                    break;
                default:
                    failed.Add(new FailedQuantum(quanta[place]));
                    break;
            }
        }

        Failed = failed;
        Outputs = [.. quanta.Connections.Where(c => c.Edge.IsWrite && !TaskNode.IsAutomatic(c.Edge.ConnectionName)).Select(c => new OutputReport(outcome, quanta, c))];
    }

    /// <summary>Its label.</summary>
    public string Label { get; }

    /// <summary>Number of quanta in the graph.</summary>
    public int Expected { get; }

    /// <summary>Number of those whose metadata are there.</summary>
    public int Succeeded { get; }

    /// <summary>Number of those that were not tried, since something before them failed.</summary>
    public int Blocked { get; }

    /// <summary>The others.</summary>
    public IReadOnlyList<FailedQuantum> Failed { get; }

    /// <summary>Datasets by type, without metadata and logs.</summary>
    public IReadOnlyList<OutputReport> Outputs { get; }

    internal Dictionary<string, object?> ToPlain() => new(StringComparer.Ordinal)
    {
        ["failed_quanta"] = Failed.ToDictionary(f => f.Id.ToString(), f => (object?)f.ToPlain(), StringComparer.Ordinal),
        ["n_expected"] = (long)Expected,
        ["n_quanta_blocked"] = (long)Blocked,
        ["n_succeeded"] = (long)Succeeded,
        ["outputs"] = Outputs.ToDictionary(o => o.DatasetType, o => (object?)o.ToPlain(), StringComparer.Ordinal),
    };
}
