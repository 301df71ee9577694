using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Unions and intersections to any region, from the relations of their operands.</summary>
internal static class CompoundRelation
{
    public static Relationship Of(UnionRegion union, Region other)
    {
        if (union.Operands.Count == 0)
            return Disjoint;
        Relationship inAll = Disjoint | Within, inAny = Intersects;
        foreach (var operand in union.Operands)
        {
            var relation = RegionRelation.Of(operand, other);
            inAll &= relation;
            inAny |= relation;
        }
        return inAll | (inAny & Contains);
    }

    public static Relationship Of(IntersectionRegion intersection, Region other)
    {
        if (intersection.Operands.Count == 0)
            return Contains;
        Relationship inAll = Contains, inAny = Intersects;
        foreach (var operand in intersection.Operands)
        {
            var relation = RegionRelation.Of(operand, other);
            inAll &= relation;
            inAny |= relation;
        }
        return inAll | (inAny & (Disjoint | Within));
    }
}
