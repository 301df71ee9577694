using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>The data of this quantum can't be processed, now or ever; it counts as done, without outputs.</summary>
public sealed class UnprocessableDataException : NoWorkFoundException
{
    /// <summary>Makes it with a one-line reason.</summary>
    public UnprocessableDataException(string message)
        : base(message)
    {
    }
}
