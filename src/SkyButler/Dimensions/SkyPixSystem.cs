using SkyButler.Geometry;

namespace SkyButler.Dimensions;

/// <summary>A hierarchical sky pixelization that a universe offers as dimensions, one for each level.</summary>
/// <param name="Name">Name that prefixes the level, such as <c>htm</c>.</param>
/// <param name="ClassName">Class name as the universe's configuration says it.</param>
/// <param name="MinLevel">First level that is a dimension.</param>
/// <param name="MaxLevel">Last level that is a dimension.</param>
public sealed record SkyPixSystem(string Name, string ClassName, int MinLevel, int MaxLevel)
{
    /// <summary>The pixelization of one level of this system.</summary>
    /// <exception cref="GeometryException">The class name is not a pixelization that is known here.</exception>
    public Pixelization Pixelization(int level) => Geometry.Pixelization.Create(ClassName, level);
}
