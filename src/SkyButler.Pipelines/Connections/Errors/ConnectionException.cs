namespace SkyButler.Pipelines.Connections.Errors;

/// <summary>A task's connections are declared or configured in a way that can't work.</summary>
public sealed class ConnectionException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ConnectionException(string message)
        : base(message)
    {
    }
}
