namespace SkyButler.Datasets;

/// <summary>A dataset type, storage class or dataset reference is wrong.</summary>
public sealed class DatasetTypeException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DatasetTypeException(string message)
        : base(message)
    {
    }
}
