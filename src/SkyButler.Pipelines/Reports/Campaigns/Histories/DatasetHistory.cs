using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Reports.Campaigns.Histories;

/// <summary>Where a dataset was made, and where it is found.</summary>
internal sealed class DatasetHistory(DataCoordinate dataId, bool isLog)
{
    public DataCoordinate DataId { get; } = dataId;

    public bool IsLog { get; } = isLog;

    /// <summary>By run, whether it is there.</summary>
    public OrderedDictionary<string, bool> Produced { get; } = new(StringComparer.Ordinal);

    /// <summary>The run in which a search of the collections finds it.</summary>
    public string? VisibleRun { get; set; }

    public bool IsProduced => Produced.Values.Any(p => p);

    /// <summary>Counts it in the summary of its type.</summary>
    public void AddTo(DatasetTypeSummary summary, string type, QuantumHistory producer, bool cursesFailedLogs)
    {
        summary.NExpected++;
        if (producer.State == QuantumState.Successful)
        {
            if (VisibleRun is not null)
                summary.NVisible++;
            else if (IsProduced)
                summary.NShadowed++;
            else
                summary.NPredictedOnly++;
        }
        else if (VisibleRun is not null && (!IsLog || cursesFailedLogs))
        {
            summary.CursedDatasets.Add(new(
                producer.Required(), PlainDataId.Required(DataId), Produced, VisibleRun, [$"Unsuccessful dataset {type} visible in final output collection."]));
        }
        else
        {
            summary.UnsuccessfulDatasets.Add(PlainDataId.Full(DataId));
        }
    }
}
