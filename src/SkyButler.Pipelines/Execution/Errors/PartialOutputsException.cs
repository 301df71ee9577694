namespace SkyButler.Pipelines.Execution.Errors;

/// <summary>The task wrote the outputs that it could, and then gave up because of another error.</summary>
public sealed class PartialOutputsException : RepeatableQuantumException
{
    /// <summary>Makes the error; <paramref name="cause"/> is why the task gave up.</summary>
    public PartialOutputsException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
