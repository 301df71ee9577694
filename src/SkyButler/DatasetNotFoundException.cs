namespace SkyButler;

/// <summary>No collection that was searched has the dataset.</summary>
public sealed class DatasetNotFoundException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DatasetNotFoundException(string message)
        : base(message)
    {
    }
}
