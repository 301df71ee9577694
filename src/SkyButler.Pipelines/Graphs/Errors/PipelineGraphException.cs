namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>The tasks of a pipeline do not fit together, or not with the repository.</summary>
public class PipelineGraphException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public PipelineGraphException(string message)
        : base(message)
    {
    }
}
