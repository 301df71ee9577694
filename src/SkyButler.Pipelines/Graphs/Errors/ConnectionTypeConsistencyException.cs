namespace SkyButler.Pipelines.Graphs.Errors;

/// <summary>A dataset type is a prerequisite for one task and made, or a regular input, for another.</summary>
public sealed class ConnectionTypeConsistencyException : PipelineGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ConnectionTypeConsistencyException(string message)
        : base(message)
    {
    }
}
