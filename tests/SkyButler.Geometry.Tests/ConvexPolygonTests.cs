namespace SkyButler.Geometry.Tests;

public sealed class ConvexPolygonTests
{
    private static readonly UnitVector3[] Corners = [Shapes.At(0, 0), Shapes.At(2, 0), Shapes.At(2, 2), Shapes.At(0, 2)];

    [Fact]
    public void Points_inside_and_repeated_ones_are_dropped()
    {
        UnitVector3[] points = [Shapes.At(1, 1), .. Corners, Shapes.At(0.5, 1.5), .. Corners];
        new ConvexPolygon(points).ShouldBe(new ConvexPolygon(Corners));
    }

    [Fact]
    public void Corners_come_out_counter_clockwise_in_whatever_order_they_went_in()
    {
        var expected = new ConvexPolygon(Corners);
        foreach (var order in new int[][] { [3, 2, 1, 0], [0, 2, 1, 3], [2, 0, 3, 1], [1, 3, 0, 2] })
        {
            var polygon = new ConvexPolygon(order.Select(i => Corners[i]));
            polygon.ShouldBe(expected);
            polygon.GetHashCode().ShouldBe(expected.GetHashCode());
        }
    }

    [Fact]
    public void Points_on_an_edge_are_no_corners()
    {
        var equator = new ConvexPolygon([Shapes.At(0, 0), UnitVector3.FromComponents(1, 1, 0), UnitVector3.FromComponents(0, 1, 0), Shapes.At(45, 60)]);
        equator.Vertices.Length.ShouldBe(3);
        equator.ShouldBe(new ConvexPolygon([Shapes.At(45, 60), UnitVector3.FromComponents(0, 1, 0), UnitVector3.FromComponents(1, 0, 0)]));
    }

    [Fact]
    public void Points_that_span_no_polygon_are_refused()
    {
        Should.Throw<GeometryException>(() => new ConvexPolygon([]));
        Should.Throw<GeometryException>(() => new ConvexPolygon([Corners[0], Corners[1], Corners[0]]));
        Should.Throw<GeometryException>(() => new ConvexPolygon(
            [UnitVector3.FromComponents(1, 0, 0), UnitVector3.FromComponents(1, 1, 0), UnitVector3.FromComponents(0, 1, 0)]));
        Should.Throw<GeometryException>(() => new ConvexPolygon([.. Corners, Shapes.At(181, -1)])).Message.ShouldContain("hemisphere");
        Should.Throw<GeometryException>(() => new ConvexPolygon([Corners[0], -Corners[0], Corners[2]]));
        Should.Throw<GeometryException>(() => new ConvexPolygon([.. Corners, UnitVector3.FromNormalized(double.NaN, 0, 1)]));
    }

    [Fact]
    public void Given_vertices_must_be_convex_and_counter_clockwise()
    {
        ConvexPolygon.FromVertices(Corners).Vertices.ShouldBe(Corners);
        Should.Throw<GeometryException>(() => ConvexPolygon.FromVertices([.. Corners.Reverse()])).Message.ShouldContain("counter-clockwise");
        Should.Throw<GeometryException>(() => ConvexPolygon.FromVertices([Corners[0], Shapes.At(0.5, 1.2), Corners[2], Corners[3]]));
        Should.Throw<GeometryException>(() => ConvexPolygon.FromVertices([.. Corners, Corners[3]]));
    }

    [Fact]
    public void Corners_and_edges_belong_to_it()
    {
        var polygon = new ConvexPolygon(Corners);
        Corners.ShouldAllBe(corner => polygon.Contains(corner));
        polygon.Contains(Shapes.At(1, 0)).ShouldBeTrue();
        polygon.Contains(Shapes.At(1, -1e-9)).ShouldBeFalse();
        polygon.Contains(-Shapes.At(1, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Bounds_hold_it()
    {
        var polygon = Shapes.Polygon(100, 140, 50, 60);
        var box = polygon.BoundingBox();
        // The northern edge is a great circle, which bulges over the parallel through its ends.
        box.Latitude.End.ShouldBeGreaterThan(61 * Math.PI / 180);
        box.Longitude.Start.ShouldBe(100 * Math.PI / 180, 1e-9);
        var circle = polygon.BoundingCircle();
        polygon.Vertices.ShouldAllBe(vertex => circle.Contains(vertex) && box.Contains(vertex));
        circle.OpeningAngle.ShouldBeLessThan(15 * Math.PI / 180);
    }

    [Fact]
    public void A_polygon_around_a_pole_has_all_longitudes()
    {
        var box = new ConvexPolygon([Shapes.At(0, 80), Shapes.At(120, 80), Shapes.At(240, 80)]).BoundingBox();
        box.Longitude.IsFull.ShouldBeTrue();
        box.Latitude.End.ShouldBe(Math.PI / 2);
    }

    [Fact]
    public void Longitude_bounds_near_zero_are_as_coarse_as_the_reference_makes_them() =>
        Shapes.Polygon(0, 2, 0, 2).BoundingBox().Longitude.IsFull.ShouldBeTrue();
}
