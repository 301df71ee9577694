namespace SkyButler.Pipelines.Quanta;

/// <summary>The output run has a dataset already that a quantum would write.</summary>
public sealed class OutputExistsException : QuantumGraphException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public OutputExistsException(string message)
        : base(message)
    {
    }
}
