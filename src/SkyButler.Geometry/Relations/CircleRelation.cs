using SkyButler.Geometry.Vectors;
using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Circles among themselves: the angle between the centres against the two radii.</summary>
internal static class CircleRelation
{
    private const double Margin = 4 * Angles.ArcSineError;

    public static Relationship Of(Circle first, Circle second)
    {
        if (Extremes.Decide(first.IsEmpty, first.IsFull, second.IsEmpty, second.IsFull) is { } decided)
            return decided;
        if (first.Equals(second))
            return Contains | Within;
        var distance = first.Center.AngleTo(second.Center);
        if (distance > first.OpeningAngle + second.OpeningAngle + Margin)
            return Disjoint;
        if (distance + second.OpeningAngle + Margin <= first.OpeningAngle)
            return Contains;
        return distance + first.OpeningAngle + Margin <= second.OpeningAngle ? Within : Intersects;
    }
}
