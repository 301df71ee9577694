using FsCheck;
using FsCheck.Fluent;

namespace SkyButler.Geometry.Tests.Relations;

/// <summary>What is said of two regions of any kinds is true of their points.</summary>
public sealed class RelationLaws
{
    private static readonly Gen<(Region A, Region B)> Pairs = from a in RegionSamples.Regions from b in RegionSamples.Regions select (a, b);

    [Fact]
    public void A_region_that_contains_another_has_all_its_points() => Check(pair =>
    {
        var relation = pair.A.Relate(pair.B);
        return Points(pair).All(p =>
            (!relation.HasFlag(Relationship.Contains) || !pair.B.Contains(p) || IsIn(pair.A, p))
            && (!relation.HasFlag(Relationship.Within) || !pair.A.Contains(p) || IsIn(pair.B, p)));
    });

    [Fact]
    public void Regions_with_a_common_point_are_not_called_disjoint() => Check(pair =>
        !Points(pair).Any(p => pair.A.Contains(p) && pair.B.Contains(p))
        || (!pair.A.Relate(pair.B).HasFlag(Relationship.Disjoint) && (pair.A.Overlaps(pair.B) != false || MissesByRule(pair.A, pair.B))));

    [Fact]
    public void Overlapping_agrees_with_the_relation_and_with_itself_the_other_way_around() => Check(pair =>
    {
        var overlaps = pair.A.Overlaps(pair.B);
        var relation = pair.A.Relate(pair.B);
        return (pair.B.Overlaps(pair.A) == overlaps || MissesByRule(pair.A, pair.B) || (pair.A is IntersectionRegion && pair.B is IntersectionRegion))
            && (overlaps != true || !relation.HasFlag(Relationship.Disjoint))
            && pair.A.Relate(pair.B).HasFlag(Relationship.Disjoint) == pair.B.Relate(pair.A).HasFlag(Relationship.Disjoint);
    });

    [Fact]
    public void Simple_regions_relate_the_other_way_around_with_the_roles_exchanged() => Check(pair =>
        IsCompound(pair.A) || IsCompound(pair.B)
        || (Relationship)Exchanged((int)pair.A.Relate(pair.B)) == pair.B.Relate(pair.A));

    [Fact]
    public void Bounds_have_all_points_of_their_region() => Check(pair =>
    {
        var circle = pair.A.BoundingCircle();
        var box = pair.A.BoundingBox();
        return Points(pair).Where(pair.A.Contains).All(p => circle.Contains(p) && IsIn(box, p));
    });

    [Fact]
    public void Regions_come_back_from_their_bytes() => Check(pair =>
        Region.Decode(pair.A.Encode()).Equals(pair.A) && Region.Decode(pair.A.Encode()).Encode().SequenceEqual(pair.A.Encode()));

    // A point on a border may be beyond it by the rounding of its own coordinates.
    private static bool IsIn(Region region, UnitVector3 point) =>
        region.Contains(point) || Enumerable.Range(0, 4).Any(i => region.Contains(RegionSamples.Away(point, 4e-16, i * Math.PI / 2)));

    // The intersection of nothing misses regions that count as empty; every polygon does, as in the original.
    private static bool MissesByRule(Region a, Region b) =>
        HasOpenIntersection(a) || HasOpenIntersection(b);

    private static bool HasOpenIntersection(Region region) => region switch
    {
        IntersectionRegion { Operands.Count: 0 } => true,
        IntersectionRegion intersection => intersection.Operands.Any(HasOpenIntersection),
        UnionRegion union => union.Operands.Any(HasOpenIntersection),
        _ => false,
    };

    private static bool IsCompound(Region region) => region is UnionRegion or IntersectionRegion;

    private static int Exchanged(int relation) => (relation & 1) | ((relation & 2) << 1) | ((relation & 4) >> 1);

    private static IEnumerable<UnitVector3> Points((Region A, Region B) pair) => RegionSamples.Points(pair.A).Concat(RegionSamples.Points(pair.B));

    private static void Check(Func<(Region A, Region B), bool> law) =>
        Prop.ForAll(Pairs.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(20260102, 9));
}
