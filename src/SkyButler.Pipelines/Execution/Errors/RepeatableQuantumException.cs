namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>The quantum failed, and will fail again in the same way: trying once more is useless.</summary>
public class RepeatableQuantumException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public RepeatableQuantumException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
