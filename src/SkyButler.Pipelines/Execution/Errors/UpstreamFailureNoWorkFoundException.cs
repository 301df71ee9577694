using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>There is nothing to do since a quantum before this one gave up; it counts as done, without outputs.</summary>
public sealed class UpstreamFailureNoWorkFoundException : NoWorkFoundException
{
    /// <summary>Makes it with a one-line reason.</summary>
    public UpstreamFailureNoWorkFoundException(string message)
        : base(message)
    {
    }
}
