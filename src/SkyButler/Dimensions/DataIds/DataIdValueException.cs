namespace SkyButler.Dimensions.DataIds;

/// <summary>A value of a data ID has no dimension record.</summary>
public sealed class DataIdValueException : DataIdException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DataIdValueException(string message)
        : base(message)
    {
    }
}
