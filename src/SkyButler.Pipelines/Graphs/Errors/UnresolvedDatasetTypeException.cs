namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>A dataset type of a pipeline is not registered, and the pipeline does not say enough about it.</summary>
public sealed class UnresolvedDatasetTypeException : PipelineGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public UnresolvedDatasetTypeException(string message)
        : base(message)
    {
    }
}
