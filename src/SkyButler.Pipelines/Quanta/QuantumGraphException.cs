namespace SkyButler.Pipelines.Quanta;

/// <summary>A quantum graph can't be built, read or written.</summary>
public class QuantumGraphException : PipelineException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public QuantumGraphException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
