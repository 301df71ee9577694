namespace SkyButler.Pipelines;

/// <summary>A pipeline, its configuration, its graph or its execution is wrong; root of the errors of this room.</summary>
public class PipelineException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public PipelineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
