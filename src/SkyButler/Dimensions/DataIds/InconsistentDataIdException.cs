namespace SkyButler.Dimensions.DataIds;

/// <summary>Values of a data ID contradict one another or the records in the registry.</summary>
public sealed class InconsistentDataIdException : DataIdException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public InconsistentDataIdException(string message)
        : base(message)
    {
    }
}
