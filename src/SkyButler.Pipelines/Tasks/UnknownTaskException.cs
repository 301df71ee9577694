namespace SkyButler.Pipelines.Tasks;

/// <summary>A pipeline names a task that no class stands for.</summary>
public sealed class UnknownTaskException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public UnknownTaskException(string message)
        : base(message)
    {
    }
}
