namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>Tasks of a pipeline, or the repository, define a dataset type differently.</summary>
public sealed class IncompatibleDatasetTypeException : PipelineGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public IncompatibleDatasetTypeException(string message)
        : base(message)
    {
    }
}
