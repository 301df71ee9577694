namespace SkyButler.Pipelines.Configs;

/// <summary>A configuration names a field that does not exist, or gives one a value that it does not take.</summary>
public sealed class TaskConfigException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public TaskConfigException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
