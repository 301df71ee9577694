namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>Tasks of a pipeline depend on one another in a circle.</summary>
public sealed class PipelineDataCycleException : PipelineGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public PipelineDataCycleException(string message)
        : base(message)
    {
    }
}
