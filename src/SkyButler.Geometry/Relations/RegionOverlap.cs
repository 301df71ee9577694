using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Whether two regions have a common point: true, false, or null for undecided.</summary>
internal static class RegionOverlap
{
    public static bool? Of(Region first, Region second) => (first, second) switch
    {
        (UnionRegion a, _) => OfUnion(a, second),
        (_, UnionRegion b) => OfUnion(b, first),
        (IntersectionRegion a, _) => OfIntersection(a, second),
        (_, IntersectionRegion b) => OfIntersection(b, first),
        (Circle or Box, Circle or Box) => !IsDisjoint(first, second),
        (ConvexPolygon, ConvexPolygon or Circle) => !IsDisjoint(first, second),
        (Circle, ConvexPolygon) => !IsDisjoint(first, second),
        _ => OfBounds(first, second),
    };

    private static bool IsDisjoint(Region first, Region second) => RegionRelation.Of(first, second).HasFlag(Disjoint);

    // Bounds may overlap where the regions do not; containment is proof.
    private static bool? OfBounds(Region first, Region second)
    {
        var relation = RegionRelation.Of(first, second);
        if (relation.HasFlag(Disjoint))
            return false;
        return (relation & (Contains | Within)) != 0 ? true : null;
    }

    private static bool? OfUnion(UnionRegion union, Region other)
    {
        bool? any = false;
        foreach (var operand in union.Operands)
        {
            any |= Of(operand, other);
            if (any == true)
                return true;
        }
        return any;
    }

    private static bool? OfIntersection(IntersectionRegion intersection, Region other)
    {
        if (intersection.Operands.Count == 0)
            return !other.CountsAsEmpty;
        // Operands that each overlap the other region may do so at different places.
        return intersection.Operands.Any(operand => Of(operand, other) == false) ? false : null;
    }
}
