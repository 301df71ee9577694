namespace SkyButler.Pipelines.Connections.Errors;

/// <summary>A connection that takes one dataset would get several.</summary>
public sealed class ScalarConnectionException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ScalarConnectionException(string message)
        : base(message)
    {
    }
}
