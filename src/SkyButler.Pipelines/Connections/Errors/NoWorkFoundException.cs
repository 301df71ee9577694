namespace SkyButler.Pipelines.Connections.Errors;

/// <summary>
/// There is nothing to do for a data ID. While a graph is built the quantum is left out; while it runs it counts as a success
/// without outputs.
/// </summary>
public class NoWorkFoundException : PipelineException
{
    /// <summary>Makes it with a one-line reason.</summary>
    public NoWorkFoundException(string message)
        : base(message)
    {
    }
}
