using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Reports;

/// <summary>What became of the datasets of one type that a task was to make.</summary>
public sealed class OutputReport
{
    internal OutputReport(GraphOutcome outcome, TaskQuanta quanta, ConnectionColumn connection)
    {
        DatasetType = connection.Datasets.Type.Name;
        for (var place = 0; place < quanta.Count; place++)
        {
            foreach (var target in connection.Targets(place))
            {
                Expected++;
                if (outcome.IsProduced(connection.Datasets, target))
                    Produced++;
                else if (outcome.Of(quanta, place) == QuantumOutcome.Blocked)
                    Blocked++;
                else if (outcome.Of(quanta, place) is QuantumOutcome.Successful or QuantumOutcome.LogsMissing)
                    NotProduced++;
                else
                    Failed++;
            }
        }
    }

    /// <summary>Name of the dataset type.</summary>
    public string DatasetType { get; }

    /// <summary>Number of datasets in the graph.</summary>
    public int Expected { get; }

    /// <summary>Number of those that are there.</summary>
    public int Produced { get; }

    /// <summary>Number of those that are missing, since their quantum failed.</summary>
    public int Failed { get; }

    /// <summary>Number of those that a quantum left out that succeeded.</summary>
    public int NotProduced { get; }

    /// <summary>Number of those that are missing, since their quantum was not tried.</summary>
    public int Blocked { get; }

    internal Dictionary<string, object?> ToPlain() => new(StringComparer.Ordinal)
    {
        ["blocked"] = (long)Blocked,
        ["expected"] = (long)Expected,
        ["failed"] = (long)Failed,
        ["not_produced"] = (long)NotProduced,
        ["produced"] = (long)Produced,
    };
}
