namespace SkyButler.Geometry;

/// <summary>A shape that cannot be: undecodable bytes, impossible vertices, a pixelization or level that does not exist.</summary>
public sealed class GeometryException : Exception
{
    /// <summary>Says what was asked, what was found, and what to do, in one line.</summary>
    public GeometryException(string message)
        : base(message)
    {
    }

    /// <summary>The same, when another error is the cause.</summary>
    public GeometryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
