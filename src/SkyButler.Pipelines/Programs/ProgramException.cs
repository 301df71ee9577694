namespace SkyButler.Pipelines.Programs;

/// <summary>A program that a pipeline wraps can't be run, or did not do what the pipeline says of it.</summary>
public sealed class ProgramException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ProgramException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
