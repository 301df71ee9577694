namespace SkyButler.Geometry.Tests;

/// <summary>Bounding circles and boxes hold whatever is in the region.</summary>
public sealed class BoundsTests
{
    public static TheoryData<string, Region> Regions => new()
    {
        { "circle", Shapes.Circle(10, 20, 30) },
        { "circle at pole", Shapes.Circle(10, 80, 15) },
        { "wide box", Shapes.Box(10, 300, -20, 70) },
        { "box through zero", Shapes.Box(340, 20, -60, -20) },
        { "polygon", Shapes.Polygon(340, 20, -60, -20) },
        { "ellipse", Ellipse.FromAxes(Shapes.At(100, 50), 0.2, 0.6, 1) },
        { "large ellipse", Ellipse.FromAxes(Shapes.At(100, 50), 2.2, 1.8, 1) },
        { "union", new UnionRegion([Shapes.Circle(0, 0, 10), Shapes.Box(60, 80, 10, 20), Shapes.Polygon(30, 40, -20, 20)]) },
        { "far union", new UnionRegion([Shapes.Circle(0, 0, 10), Shapes.Circle(180, 0, 10)]) },
        { "intersection", new IntersectionRegion([Shapes.Circle(0, 0, 20), Shapes.Polygon(5, 40, -20, 20)]) },
        { "empty intersection", new IntersectionRegion([Shapes.Circle(0, 0, 20), Shapes.Polygon(105, 140, -20, 20)]) },
    };

    [Theory]
    [MemberData(nameof(Regions))]
    public void Bounds_hold_every_point_of_a_region(string name, Region region)
    {
        var (circle, box) = (region.BoundingCircle(), region.BoundingBox());
        for (var longitude = 0.0; longitude < 360; longitude += 2.5)
        {
            for (var latitude = -90.0; latitude <= 90; latitude += 2.5)
            {
                var point = Shapes.At(longitude, latitude);
                if (region.Contains(point))
                    (circle.Contains(point) && box.Contains(point)).ShouldBeTrue($"{name} at {longitude}, {latitude}");
            }
        }
    }

    [Fact]
    public void An_ellipse_reaches_as_far_as_its_axes()
    {
        var ellipse = Ellipse.FromAxes(Shapes.At(100, 0), 0.3, 0.1, Math.PI / 2);
        ellipse.Contains(LonLat.FromRadians((100 * Math.PI / 180) + 0.299, 0).ToVector()).ShouldBeTrue();
        ellipse.Contains(LonLat.FromRadians((100 * Math.PI / 180) + 0.301, 0).ToVector()).ShouldBeFalse();
        ellipse.Contains(LonLat.FromRadians(100 * Math.PI / 180, 0.099).ToVector()).ShouldBeTrue();
        ellipse.Contains(LonLat.FromRadians(100 * Math.PI / 180, 0.101).ToVector()).ShouldBeFalse();
        Should.Throw<GeometryException>(() => Ellipse.FromAxes(Shapes.At(0, 0), 2, 1, 0));
        Ellipse.Full.Contains(-Shapes.At(100, 0)).ShouldBeTrue();
        Ellipse.Empty.Contains(Shapes.At(0, 90)).ShouldBeFalse();
    }

    [Fact]
    public void The_points_of_an_ellipse_have_a_bounded_sum_of_distances_to_its_foci()
    {
        var center = Shapes.At(30, 40);
        var ellipse = Ellipse.FromAxes(center, 0.3, 0.1, 0);
        // The foci lie on the first axis, here the meridian.
        var first = LonLat.FromRadians(30 * Math.PI / 180, (40 * Math.PI / 180) + ellipse.FocusAngle).ToVector();
        var second = LonLat.FromRadians(30 * Math.PI / 180, (40 * Math.PI / 180) - ellipse.FocusAngle).ToVector();
        for (var step = 0; step < 2000; step++)
        {
            var point = Shapes.At(30 + (25 * Math.Cos(step)), 40 + (25 * Math.Sin(step * 1.7)));
            var sum = point.AngleTo(first) + point.AngleTo(second);
            if (Math.Abs(sum - 0.6) > 1e-9)
                ellipse.Contains(point).ShouldBe(sum < 0.6);
        }
    }

    [Fact]
    public void A_dilated_box_reaches_farther_everywhere()
    {
        var box = Shapes.Box(10, 20, 30, 40).Dilated(0.1);
        box.Latitude.End.ShouldBe((40 * Math.PI / 180) + 0.1, 1e-12);
        box.Longitude.Width.ShouldBeGreaterThan((10 * Math.PI / 180) + 0.2);
        Shapes.Box(10, 20, 30, 89).Dilated(0.1).Longitude.IsFull.ShouldBeTrue();
    }
}
