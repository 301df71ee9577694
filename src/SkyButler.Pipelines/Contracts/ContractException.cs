namespace SkyButler.Pipelines.Contracts;

/// <summary>A contract of a pipeline does not hold.</summary>
public sealed class ContractException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ContractException(string message)
        : base(message)
    {
    }
}
