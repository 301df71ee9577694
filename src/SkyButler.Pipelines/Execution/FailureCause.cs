namespace SkyButler.Pipelines.Execution;

/// <summary>Why a quantum failed.</summary>
public enum FailureCause
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The task raised an error.</summary>
    Error,

    /// <summary>The task worked for longer than it may.</summary>
    Timeout,

    /// <summary>Its process died.</summary>
    Crash,

    /// <summary>It used more memory than it may, or than there is.</summary>
    Memory,
}
