using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>What became of all datasets of a type, over all runs.</summary>
public sealed class DatasetTypeSummary
{
    /// <summary>Label of the task that makes them.</summary>
    public string Producer { get; set; } = "";

    /// <summary>Number of those that a search of the collections finds.</summary>
    public int NVisible { get; set; }

    /// <summary>Number of those that are there, but hidden by others, or left out of the collections.</summary>
    public int NShadowed { get; set; }

    /// <summary>Number of those that a quantum left out that succeeded.</summary>
    public int NPredictedOnly { get; set; }

    /// <summary>Number of datasets in the graphs.</summary>
    public int NExpected { get; set; }

    /// <summary>Number of those that can be found, though their quantum did not succeed.</summary>
    public int NCursed => CursedDatasets.Count;

    /// <summary>Number of those whose quantum did not succeed.</summary>
    public int NUnsuccessful => UnsuccessfulDatasets.Count;

    /// <summary>Those that can be found, though their quantum did not succeed.</summary>
    public List<CursedDataset> CursedDatasets { get; set; } = [];

    /// <summary>Full data IDs of those whose quantum did not succeed.</summary>
    public List<JsonObject> UnsuccessfulDatasets { get; set; } = [];

    internal void Add(DatasetTypeSummary other)
    {
        if (Producer.Length == 0)
            Producer = other.Producer;
        else if (other.Producer.Length > 0 && Producer != other.Producer)
            throw new PipelineException($"The summaries are of different pipelines: one dataset type is made by '{Producer}' in one and by '{other.Producer}' in another.");
        NVisible += other.NVisible;
        NShadowed += other.NShadowed;
        NPredictedOnly += other.NPredictedOnly;
        NExpected += other.NExpected;
        CursedDatasets.AddRange(other.CursedDatasets);
        UnsuccessfulDatasets.AddRange(other.UnsuccessfulDatasets);
    }
}
