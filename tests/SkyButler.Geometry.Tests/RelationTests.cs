namespace SkyButler.Geometry.Tests;

/// <summary>Answers that the reference implementation gives about pairs of regions.</summary>
public sealed class RelationTests
{
    private static readonly ConvexPolygon Low = Shapes.Polygon(0, 2, 0, 2);
    private static readonly ConvexPolygon High = Shapes.Polygon(1, 3, 1, 3);
    private static readonly Box Inside = Shapes.Box(0.5, 1, 0.5, 1);
    private static readonly Circle Small = Shapes.Circle(1, 1, 0.1);

    [Fact]
    public void Polygons_that_cross_overlap() => Expect(Low, High, Relationship.Intersects, overlaps: true);

    [Fact]
    public void A_polygon_contains_and_is_within_itself() =>
        Expect(Low, Low, Relationship.Contains | Relationship.Within, overlaps: true);

    [Fact]
    public void A_polygon_around_a_box_is_not_known_to_overlap_it() => Expect(Low, Inside, Relationship.Intersects, overlaps: null);

    [Fact]
    public void A_circle_within_a_polygon_is_found_to_be()
    {
        Expect(Small, Low, Relationship.Within, overlaps: true);
        Expect(Low, Small, Relationship.Contains, overlaps: true);
    }

    [Fact]
    public void A_circle_across_the_corner_of_a_box_overlaps_it() => Expect(Small, Inside, Relationship.Intersects, overlaps: true);

    [Fact]
    public void Ellipses_are_judged_by_their_bounds()
    {
        var ellipse = Ellipse.FromAxes(Shapes.At(1, 1), 0.01, 0.02, 0);
        Expect(ellipse, ellipse, Relationship.Intersects, overlaps: null);
        Expect(ellipse, Shapes.Circle(100, 1, 1), Relationship.Disjoint, overlaps: false);
        Expect(ellipse, Shapes.Circle(1, 1, 5), Relationship.Within, overlaps: true);
        Expect(Shapes.Polygon(-5, 5, -5, 5), ellipse, Relationship.Contains, overlaps: true);
    }

    [Fact]
    public void Equal_circles_contain_and_are_within_each_other() =>
        Expect(Small, Shapes.Circle(1, 1, 0.1), Relationship.Contains | Relationship.Within, overlaps: true);

    [Theory]
    [InlineData(0.5, Relationship.Contains)]
    [InlineData(1.5, Relationship.Intersects)]
    [InlineData(3.5, Relationship.Disjoint)]
    public void Circles_are_compared_by_the_angle_between_their_centres(double distance, Relationship expected) =>
        Expect(Shapes.Circle(50, 0, 2), Shapes.Circle(50 + distance, 0, 1), expected, overlaps: expected != Relationship.Disjoint);

    [Fact]
    public void Empty_and_full_regions_relate_as_sets_do()
    {
        Expect(Circle.Empty, Small, Relationship.Disjoint | Relationship.Within, overlaps: false);
        Expect(Small, Circle.Empty, Relationship.Disjoint | Relationship.Contains, overlaps: false);
        Expect(Box.Empty, Circle.Empty, (Relationship)7, overlaps: false);
        Expect(Low, Circle.Empty, Relationship.Disjoint | Relationship.Contains, overlaps: false);
        Expect(Low, Circle.Full, Relationship.Within, overlaps: true);
        Expect(Box.Full, Circle.Full, Relationship.Contains | Relationship.Within, overlaps: true);
    }

    [Theory]
    [InlineData(350, 10, 355, 5, Relationship.Contains)]
    [InlineData(350, 10, 1, 5, Relationship.Contains)]
    [InlineData(1, 5, 350, 10, Relationship.Within)]
    [InlineData(350, 10, 5, 20, Relationship.Intersects)]
    [InlineData(350, 10, 20, 30, Relationship.Disjoint)]
    public void Boxes_compare_across_longitude_zero(double west, double east, double otherWest, double otherEast, Relationship expected) =>
        Expect(
            Shapes.Box(west, east, 0, 10),
            Shapes.Box(otherWest, otherEast, 0, 10),
            expected,
            overlaps: expected != Relationship.Disjoint);

    [Theory]
    [InlineData(45, 85, 1, Relationship.Contains)]
    [InlineData(45, 70, 1, Relationship.Disjoint)]
    [InlineData(45, 80, 1, Relationship.Intersects)]
    [InlineData(45, 90, 15, Relationship.Within)]
    public void A_box_around_the_pole_compares_with_circles(double longitude, double latitude, double radius, Relationship expected) =>
        Expect(
            Shapes.Box(0, 360, 80, 90),
            Shapes.Circle(longitude, latitude, radius),
            expected,
            overlaps: expected != Relationship.Disjoint);

    [Fact]
    public void A_union_overlaps_if_an_operand_does()
    {
        var union = new UnionRegion([Small, Shapes.Circle(100, 0, 1)]);
        Expect(union, Low, Relationship.Intersects, overlaps: true);
        Expect(union, Shapes.Polygon(200, 210, 0, 10), Relationship.Disjoint, overlaps: false);
        Expect(union, Shapes.Circle(1, 1, 0.05), Relationship.Contains, overlaps: true);
        Expect(Shapes.Circle(50, 0, 80), union, Relationship.Contains, overlaps: true);
        Expect(UnionRegion.Empty, Low, Relationship.Disjoint, overlaps: false);
    }

    [Fact]
    public void An_intersection_overlaps_for_sure_only_in_the_negative()
    {
        var common = new IntersectionRegion([Low, High]);
        common.Overlaps(Shapes.Circle(1.5, 1.5, 0.1)).ShouldBeNull();
        common.Relate(Shapes.Circle(1.5, 1.5, 0.1)).ShouldBe(Relationship.Contains);
        Expect(common, Shapes.Circle(0.5, 0.5, 0.1), Relationship.Disjoint, overlaps: false);
        IntersectionRegion.Full.Relate(Low).ShouldBe(Relationship.Contains);
        IntersectionRegion.Full.Overlaps(Small).ShouldBe(true);
        IntersectionRegion.Full.Overlaps(Circle.Empty).ShouldBe(false);
    }

    [Fact]
    public void The_intersection_of_nothing_is_told_to_miss_polygons_as_the_reference_does() =>
        IntersectionRegion.Full.Overlaps(Low).ShouldBe(false);

    [Fact]
    public void Overlap_expressions_combine_pairs_by_three_valued_or()
    {
        string low = Low.EncodeBase64(), high = High.EncodeBase64(), box = Inside.EncodeBase64();
        var far = Shapes.Circle(100, 0, 1).EncodeBase64();
        Region.DecodeOverlapsBase64("").ShouldBe(false);
        Region.DecodeOverlapsBase64($"{low}&{high}").ShouldBe(true);
        Region.DecodeOverlapsBase64($"{low}&{far}").ShouldBe(false);
        Region.DecodeOverlapsBase64($"{low}&{far}|{low}&{box}").ShouldBeNull();
        Region.DecodeOverlapsBase64($"{low}&{box}|{low}&{high}").ShouldBe(true);
    }

    private static void Expect(Region first, Region second, Relationship relationship, bool? overlaps)
    {
        first.Relate(second).ShouldBe(relationship);
        first.Overlaps(second).ShouldBe(overlaps);
        second.Overlaps(first).ShouldBe(overlaps);
        var swapped = second.Relate(first);
        swapped.HasFlag(Relationship.Disjoint).ShouldBe(relationship.HasFlag(Relationship.Disjoint));
        swapped.HasFlag(Relationship.Contains).ShouldBe(relationship.HasFlag(Relationship.Within));
        swapped.HasFlag(Relationship.Within).ShouldBe(relationship.HasFlag(Relationship.Contains));
    }
}
