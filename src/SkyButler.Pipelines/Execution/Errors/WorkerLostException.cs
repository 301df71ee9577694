namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>The process that worked on a quantum died.</summary>
public sealed class WorkerLostException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">Why.</param>
    public WorkerLostException(string message, FailureCause cause)
        : base(message) => Cause = cause;

    /// <summary>Why it died, as far as is known.</summary>
    public FailureCause Cause { get; }
}
