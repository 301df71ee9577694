namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>The code of a task can't be read, does not compile, or is not the one that was asked for.</summary>
public sealed class TaskSourceException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public TaskSourceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its one-line message and its cause.</summary>
    public TaskSourceException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
