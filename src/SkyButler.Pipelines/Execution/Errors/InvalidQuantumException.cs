namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>The graph and the repository contradict each other, so that nothing more should run.</summary>
public sealed class InvalidQuantumException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public InvalidQuantumException(string message)
        : base(message)
    {
    }
}
