namespace SkyButler.Geometry;

/// <summary>
/// What is known of two regions. Bits may combine: equal regions contain each other and lie within each other, and an empty
/// region is both disjoint from and within any other.
/// </summary>
[Flags]
public enum Relationship
{
    /// <summary>Nothing else could be shown: the regions probably have common points, and each a point of its own.</summary>
    Intersects = 0,

    /// <summary>The regions have no common point.</summary>
    Disjoint = 1,

    /// <summary>The first region holds every point of the second.</summary>
    Contains = 2,

    /// <summary>The second region holds every point of the first.</summary>
    Within = 4,
}
