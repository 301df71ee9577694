using static SkyButler.Geometry.Relationship;

namespace SkyButler.Geometry.Relations;

/// <summary>Chooses the rule by the kinds of two regions.</summary>
internal static class RegionRelation
{
    public static Relationship Of(Region first, Region second) => (first, second) switch
    {
        (UnionRegion a, _) => CompoundRelation.Of(a, second),
        // A union goes first on whichever side, so that both ways around are judged alike.
        (_, UnionRegion b) => CompoundRelation.Of(b, first).Swapped(),
        (IntersectionRegion a, _) => CompoundRelation.Of(a, second),
        (_, IntersectionRegion b) => CompoundRelation.Of(b, first).Swapped(),
        (Circle a, Circle b) => CircleRelation.Of(a, b),
        (Box a, Box b) => BoxRelation.Of(a, b),
        (Box a, Circle b) => BoxRelation.Of(a, b),
        (Circle a, Box b) => BoxRelation.Of(b, a).Swapped(),
        (ConvexPolygon a, ConvexPolygon b) => PolygonRelation.Of(a, b),
        (ConvexPolygon a, Circle b) => PolygonRelation.Of(a, b),
        (Circle a, ConvexPolygon b) => PolygonRelation.Of(b, a).Swapped(),
        (ConvexPolygon a, Box b) => PolygonRelation.Of(a, b),
        (Box a, ConvexPolygon b) => PolygonRelation.Of(b, a).Swapped(),
        // An ellipse is judged by the circle around it: what that circle avoids or lies within, the ellipse does too.
        (Ellipse a, Ellipse b) => CircleRelation.Of(a.BoundingCircle(), b.BoundingCircle()) & Disjoint,
        (Ellipse a, _) => Of(a.BoundingCircle(), second) & (Disjoint | Within),
        (_, Ellipse b) => Of(first, b.BoundingCircle()) & (Disjoint | Contains),
        _ => Intersects,
    };
}
