namespace SkyButler.Pipelines.Execution;

/// <summary>What is to be said of a quantum that succeeded, but not in every way; the numbers are stored.</summary>
[Flags]
public enum SuccessCaveats
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Not everything that was planned was written.</summary>
    AnyOutputsMissing = 1,

    /// <summary>Nothing was written.</summary>
    AllOutputsMissing = 2,

    /// <summary>There was nothing to do.</summary>
    NoWork = 4,

    /// <summary>That there was nothing to do was found when missing inputs were left out.</summary>
    AdjustQuantumRaised = 8,

    /// <summary>A quantum before this one had given up.</summary>
    UpstreamFailureNoWork = 16,

    /// <summary>The data can't be processed.</summary>
    UnprocessableData = 32,

    /// <summary>The task wrote what it could and gave up.</summary>
    PartialOutputsError = 64,
}
