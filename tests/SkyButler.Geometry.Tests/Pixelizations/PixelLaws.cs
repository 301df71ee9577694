using FsCheck;
using FsCheck.Fluent;
using SkyButler.Geometry.Pixelizations;
using SkyButler.Geometry.Pixelizations.Healpix;

namespace SkyButler.Geometry.Tests.Pixelizations;

/// <summary>What must hold for any point and any region.</summary>
public sealed class PixelLaws
{
    private static readonly Gen<double> Unit = Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 1_000_000.0);

    // Points anywhere, and often on the borders that pixels share: axes, diagonals, the equator.
    private static readonly Gen<UnitVector3> Points =
        from components in Gen.OneOf(Unit, Gen.Elements(-1.0, 0, 1), Gen.Elements(-0.5, 0.5, 1 / 3.0)).ArrayOf(3)
        where components.Any(component => component != 0)
        select UnitVector3.FromComponents(components[0], components[1], components[2]);

    private static readonly Gen<Region> Regions =
        from center in Points
        from radius in Gen.Choose(1, 1000)
        from others in Gen.ListOf(Points, 5)
        from kind in Gen.Choose(0, 3)
        select Make(kind, center, radius / 1000.0, others);

    [Theory]
    [InlineData("htm", 7)]
    [InlineData("htm", 24)]
    [InlineData("q3c", 5)]
    [InlineData("q3c", 30)]
    [InlineData("mq3c", 5)]
    [InlineData("mq3c", 30)]
    public void The_pixel_of_a_points_index_contains_the_point(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        Check(Points, point =>
        {
            var index = pixels.Index(point);
            return pixels.Universe.Contains(index) && IsWithinRounding((ConvexPolygon)pixels.Pixel(index), point);
        });
    }

    [Theory]
    [InlineData("htm", 5)]
    [InlineData("q3c", 4)]
    [InlineData("mq3c", 4)]
    [InlineData("healpix", 4)]
    public void An_envelope_has_every_pixel_of_the_interior_and_of_every_point_inside(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        Check(from region in Regions from points in Gen.ListOf(Points, 30) select (region, points), test =>
        {
            var envelope = pixels.Envelope(test.region);
            return envelope.Contains(pixels.Interior(test.region))
                && pixels.Universe.Contains(envelope)
                && test.points.Where(test.region.Contains).All(point => envelope.Contains(pixels.Index(point)));
        });
    }

    [Theory]
    [InlineData("htm", 4)]
    [InlineData("q3c", 3)]
    [InlineData("mq3c", 3)]
    public void An_envelope_is_what_overlap_tests_of_all_pixels_would_give(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        // Not for boxes: the bounds of a pixel's bounds may be wider than those of the pixel that it is part of.
        Check(Regions.Where(region => region is Circle or ConvexPolygon), region =>
        {
            var tested = pixels.Universe.Values.Where(index => pixels.Pixel(index).Overlaps(region) != false);
            return pixels.Envelope(region).Equals(RangeSet.FromValues(tested));
        }, count: 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(17)]
    public void A_healpix_index_is_near_its_pixel(int level)
    {
        var pixels = new HealpixPixelization(level);
        Check(Points, point => pixels.Pixel(pixels.Index(point)).BoundingCircle().Center.AngleTo(point) < 1.2 / (1 << level));
    }

    [Fact]
    public void Healpix_pixels_have_equal_shares_of_evenly_spread_points()
    {
        var counts = new int[12 * 16];
        var pixels = new HealpixPixelization(2);
        const int Count = 192_000;
        for (var i = 0; i < Count; i++)
        {
            // A spiral with equal steps in z has constant density.
            var z = 1 - (((2 * i) + 1.0) / Count);
            counts[pixels.Index(new LonLat(i * 2.399963 % (2 * Math.PI), Math.Asin(z)).ToVector())]++;
        }
        counts.ShouldAllBe(count => count > 970 && count < 1030);
    }

    [Fact]
    public void A_healpix_pixel_lies_in_the_circle_through_its_farthest_corner()
    {
        for (var level = 0; level <= 5; level++)
        {
            for (var index = 0UL; index < 12UL << (2 * level); index++)
            {
                var pixel = new HealpixPixel(index, level);
                var radius = pixel.RadiusAround(pixel.Center);
                radius.ShouldBeLessThan(HealpixPixel.LargestRadius(level));
                pixel.Border(16).Max(pixel.Center.AngleTo).ShouldBeLessThan(radius);
            }
        }
    }

    [Fact]
    public void The_parts_around_a_healpix_pixel_are_those_that_touch_it()
    {
        const int Level = 3, Refinement = 2;
        for (var index = 0UL; index < 12UL << (2 * Level); index++)
        {
            if (new HealpixPixel(index, Level).IsOnEdge)
                continue;
            var own = new HealpixPixel(index, Level).Border(1 << Refinement);
            var parts = HealpixPixel.PartsAround(index, Level, Refinement).ToList();
            parts.Distinct().Count().ShouldBe(4 * ((1 << Refinement) + 1));
            foreach (var part in parts)
            {
                (part >> (2 * Refinement)).ShouldNotBe(index);
                new HealpixPixel(part, Level + Refinement).Border(1).ShouldContain(corner => own.Any(point => point.AngleTo(corner) < 1e-12));
            }
        }
    }

    // Corners of pixels are rounded, so that a point on a border may be beyond it by as much.
    private static bool IsWithinRounding(ConvexPolygon pixel, UnitVector3 point)
    {
        foreach (var edge in pixel.Edges)
        {
            if (edge.Normal.Dot(point) / Math.Sqrt(edge.Normal.SquaredLength) < -4e-16)
                return false;
        }
        return true;
    }

    private static Region Make(int kind, UnitVector3 center, double radius, IEnumerable<UnitVector3> others)
    {
        switch (kind)
        {
            case 0:
                return new Circle(center, radius);
            case 1:
                return Box.FromCenter(center.ToLonLat(), radius, radius / 2);
            case 2:
                return Ellipse.FromAxes(center, radius, radius / 3, radius * 10);
            default:
                // Points pulled towards the centre lie within one hemisphere.
                var corners = others.Select(other => UnitVector3.FromComponents(
                    center.X + (radius * other.X), center.Y + (radius * other.Y), center.Z + (radius * other.Z * 0.99)));
                try
                {
                    return new ConvexPolygon(corners);
                }
                catch (GeometryException)
                {
                    return new Circle(center, radius);
                }
        }
    }

    private static void Check<T>(Gen<T> values, Func<T, bool> law, int count = 100) =>
        Prop.ForAll(values.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20260101, 7));
}
