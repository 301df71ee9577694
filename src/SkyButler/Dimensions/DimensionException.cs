namespace SkyButler.Dimensions;

/// <summary>Something about dimensions, data IDs or dimension records is wrong.</summary>
public class DimensionException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DimensionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
