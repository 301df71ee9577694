using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>
/// How near to, and how far from, a circle's centre the boundary of another region comes, as squared chords. That and two
/// points decide how the region lies to the circle.
/// </summary>
internal readonly record struct BoundaryDistance(double Nearest, double Farthest)
{
    public static BoundaryDistance None => new(double.PositiveInfinity, double.NegativeInfinity);

    public BoundaryDistance Including(double nearest, double farthest) =>
        new(Math.Min(Nearest, nearest), Math.Max(Farthest, farthest));

    /// <summary>The region's relation to the circle; neither may be empty or the whole sphere.</summary>
    public Relationship Relate(Region region, Circle circle)
    {
        var chord = circle.SquaredChordLength;
        if (Nearest > chord + Angles.SquaredChordError)
            return region.Contains(circle.Center) ? Contains : Disjoint;
        if (Farthest < chord - Angles.SquaredChordError)
            return region.Contains(-circle.Center) ? Intersects : Within;
        // Two boundaries that are too close to tell which is outside count as crossing.
        return Intersects;
    }
}
