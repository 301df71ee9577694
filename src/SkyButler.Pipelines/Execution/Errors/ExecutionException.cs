namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>A run can't begin, or ended with failures.</summary>
public sealed class ExecutionException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ExecutionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
