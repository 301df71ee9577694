namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>A task worked longer on a quantum than it may.</summary>
public sealed class QuantumTimeoutException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public QuantumTimeoutException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
