using FsCheck;
using FsCheck.Fluent;

namespace SkyButler.Geometry.Tests.Relations;

/// <summary>Regions of every kind, usual and degenerate, and points in and around them.</summary>
internal static class RegionSamples
{
    private static readonly Gen<double> Unit = Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 1_000_000.0);

    // Often near one another, at poles, at longitude 0, and opposite.
    private static readonly Gen<UnitVector3> Centers = Gen.OneOf(
        Gen.Elements(Shapes.At(0, 0), Shapes.At(0, 90), Shapes.At(0, -90), Shapes.At(180, 0), Shapes.At(359.99, 0.01), Shapes.At(45, 45), Shapes.At(225, -45)),
        from components in Unit.ArrayOf(3)
        where components.Any(component => component != 0)
        select UnitVector3.FromComponents(components[0], components[1], components[2]));

    private static readonly Gen<double> Radii = Gen.Elements(0, 1e-12, 1e-8, 1e-4, 0.01, 0.3, 1, Math.PI / 2, 2, 3.1, Math.PI);

    private static readonly Gen<Region> Circles =
        Gen.OneOf(Gen.Elements<Region>(Circle.Empty, Circle.Full), from center in Centers from radius in Radii select (Region)new Circle(center, radius));

    private static readonly Gen<Region> Boxes = Gen.OneOf(
        Gen.Elements<Region>(Box.Empty, Box.Full, Shapes.Box(0, 360, 89, 90), Shapes.Box(350, 10, -1, 1)),
        from center in Centers from width in Radii from height in Radii select (Region)Box.FromCenter(center.ToLonLat(), width, height));

    private static readonly Gen<Region> Ellipses = Gen.OneOf(
        Gen.Elements<Region>(Ellipse.Empty, Ellipse.Full),
        from center in Centers
        from first in Radii
        from ratio in Gen.Elements(0.1, 0.7, 1)
        from orientation in Unit
        where first * ratio < 1.5 == first < 1.5
        select (Region)Ellipse.FromAxes(center, first, first * ratio, orientation));

    private static readonly Gen<Region> Polygons =
        from center in Centers
        from radius in Gen.Elements(1e-8, 1e-4, 0.01, 0.3, 1, 1.4)
        from count in Gen.Choose(3, 7)
        from turn in Unit
        select (Region)new ConvexPolygon(Enumerable.Range(0, count).Select(i => Away(center, radius, turn + (i * 2 * Math.PI / count))));

    private static readonly Gen<Region> Simple = Gen.OneOf(Circles, Boxes, Ellipses, Polygons);

    public static Gen<Region> Regions { get; } = Gen.Frequency(
        (6, Simple),
        (1, Gen.Choose(0, 3).SelectMany(n => Simple.ArrayOf(n)).Select(operands => (Region)new UnionRegion(operands))),
        (1, Gen.Choose(0, 3).SelectMany(n => Simple.ArrayOf(n)).Select(operands => (Region)new IntersectionRegion(operands))));

    /// <summary>Points spread over a region's bounds and around its middle.</summary>
    public static IEnumerable<UnitVector3> Points(Region region)
    {
        var bound = region.BoundingCircle();
        if (bound.IsEmpty)
            yield break;
        yield return bound.Center;
        for (var ring = 1; ring <= 6; ring++)
            for (var i = 0; i < 10; i++)
                yield return Away(bound.Center, bound.OpeningAngle * ring / 6.0, (ring * 0.37) + (i * Math.PI / 5));
        foreach (var part in Parts(region).OfType<ConvexPolygon>())
            foreach (var vertex in part.Vertices)
                yield return vertex;
    }

    /// <summary>A point at an angle from another, in a direction that turns eastwards from north.</summary>
    public static UnitVector3 Away(UnitVector3 from, double angle, double direction)
    {
        var helper = Math.Abs(from.Z) < 0.9 ? UnitVector3.FromNormalized(0, 0, 1) : UnitVector3.FromNormalized(1, 0, 0);
        var east = Cross(helper, from);
        var north = Cross(from, east);
        double c = Math.Cos(angle), s = Math.Sin(angle), e = Math.Sin(direction), n = Math.Cos(direction);
        return UnitVector3.FromComponents(
            (c * from.X) + (s * ((e * east.X) + (n * north.X))),
            (c * from.Y) + (s * ((e * east.Y) + (n * north.Y))),
            (c * from.Z) + (s * ((e * east.Z) + (n * north.Z))));
    }

    private static IEnumerable<Region> Parts(Region region) => region switch
    {
        UnionRegion union => union.Operands.SelectMany(Parts),
        IntersectionRegion intersection => intersection.Operands.SelectMany(Parts),
        _ => [region],
    };

    private static UnitVector3 Cross(UnitVector3 a, UnitVector3 b) =>
        UnitVector3.FromComponents((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
