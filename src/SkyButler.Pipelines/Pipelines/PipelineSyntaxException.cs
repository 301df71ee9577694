using SkyButler.Configuration.Nodes;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>A pipeline file is not what a pipeline file should be; the message begins with file and line.</summary>
public sealed class PipelineSyntaxException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public PipelineSyntaxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal PipelineSyntaxException(ConfigLocation location, string message)
        : base(location.IsKnown ? $"{location}: {message}" : message)
    {
    }
}
