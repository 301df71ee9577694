namespace SkyButler.Dimensions.DataIds;

/// <summary>A data ID lacks a value, has one that no record knows, or contradicts itself.</summary>
public class DataIdException : DimensionException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DataIdException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
