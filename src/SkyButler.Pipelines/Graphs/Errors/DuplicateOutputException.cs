namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>Two tasks of a pipeline write the same dataset type.</summary>
public sealed class DuplicateOutputException : PipelineGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DuplicateOutputException(string message)
        : base(message)
    {
    }
}
