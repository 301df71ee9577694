namespace SkyButler.Dimensions;

/// <summary>A name is not a dimension or element of the universe.</summary>
public sealed class DimensionNameException : DimensionException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DimensionNameException(string message)
        : base(message)
    {
    }
}
