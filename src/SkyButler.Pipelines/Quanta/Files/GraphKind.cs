namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>What a graph file tells.</summary>
public enum GraphKind
{
    /// <summary>What is to be done.</summary>
    Predicted,

    /// <summary>What was done, by a run that has ended.</summary>
    Provenance,
}
