namespace SkyButler.Pipelines.Execution;

/// <summary>How a quantum ended.</summary>
public enum QuantumStatus
{
    /// <summary>Its metadata is stored.</summary>
    Success,

    /// <summary>It raised an error.</summary>
    Failure,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>It never ran, since something that it depends on failed.</summary>
    Skipped,
}
