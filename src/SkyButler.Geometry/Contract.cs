#pragma warning disable MA0048
namespace SkyButler.Geometry;

/// <summary>Placeholder until the geometry room lands.</summary>
public abstract class Region
{
}

/// <summary>Placeholder until the geometry room lands.</summary>
public sealed class GeometryException : Exception
{
}

/// <summary>Placeholder until the geometry room lands.</summary>
public abstract class Pixelization
{
    /// <summary>Placeholder.</summary>
    public static Pixelization Create(string className, int level) => throw new GeometryException();
}
