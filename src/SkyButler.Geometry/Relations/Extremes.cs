using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Relations that follow as soon as a region is empty or the whole sphere.</summary>
internal static class Extremes
{
    public static Relationship? Decide(bool firstEmpty, bool firstFull, bool secondEmpty, bool secondFull)
    {
        if (firstEmpty || secondEmpty)
            return Disjoint | (firstEmpty ? Within : Intersects) | (secondEmpty ? Contains : Intersects);
        if (firstFull || secondFull)
            return (firstFull ? Contains : Intersects) | (secondFull ? Within : Intersects);
        return null;
    }

    /// <summary>The same relation seen from the other region.</summary>
    public static Relationship Swapped(this Relationship relation) =>
        (relation & Disjoint)
        | (relation.HasFlag(Contains) ? Within : Intersects)
        | (relation.HasFlag(Within) ? Contains : Intersects);
}
