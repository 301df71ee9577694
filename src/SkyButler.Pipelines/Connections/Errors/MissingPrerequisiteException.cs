namespace SkyButler.Pipelines.Connections.Errors;

/// <summary>A prerequisite that a quantum can't do without was not found.</summary>
public sealed class MissingPrerequisiteException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public MissingPrerequisiteException(string message)
        : base(message)
    {
    }
}
