namespace SkyButler.Pipelines.Quanta;

/// <summary>A dataset that a task needs to be made is nowhere.</summary>
public sealed class MissingInitInputException : QuantumGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public MissingInitInputException(string message)
        : base(message)
    {
    }
}
