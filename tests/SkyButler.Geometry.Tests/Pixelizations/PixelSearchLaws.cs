using FsCheck;
using FsCheck.Fluent;
using SkyButler.Geometry.Tests.Relations;

namespace SkyButler.Geometry.Tests.Pixelizations;

/// <summary>What searches find, at every level, for any region.</summary>
public sealed class PixelSearchLaws
{
    public static TheoryData<string, int> Coarse => new() { { "htm", 2 }, { "q3c", 2 }, { "mq3c", 2 }, { "healpix", 2 } };

    public static TheoryData<string, int> Finest => new() { { "htm", 24 }, { "q3c", 30 }, { "mq3c", 30 }, { "healpix", 17 } };

    [Theory]
    [MemberData(nameof(Coarse))]
    public void Asking_about_one_pixel_agrees_with_the_envelope(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        Check(RegionSamples.Regions, region =>
        {
            var envelope = pixels.Envelope(region);
            return pixels.Universe.Values.Where(i => i % 5 == 0).All(i => pixels.EnvelopeContains(region, i) == envelope.Contains(i)) && !pixels.EnvelopeContains(region, ulong.MaxValue);
        }, 10);
    }

    [Theory]
    [MemberData(nameof(Coarse))]
    public void Overlapping_pixels_are_those_that_tests_of_all_would_give(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        var all = pixels.Universe.Values.Select(i => (Index: i, Region: pixels.Pixel(i))).ToList();
        Check(RegionSamples.Regions.Where(r => r is Circle or ConvexPolygon), region =>
            pixels.Overlapping(region).Equals(RangeSet.FromValues(all.Where(p => p.Region.Overlaps(region) != false).Select(p => p.Index))), 25);
    }

    [Theory]
    [MemberData(nameof(Coarse))]
    public void Pixels_of_the_interior_lie_in_the_region(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        // The sides of HEALPix pixels are curved: an interior by their corners holds points outside, as in the original.
        Check(RegionSamples.Regions.Where(r => r is Circle or Box or ConvexPolygon), region => pixels.Interior(region).Values.Take(50)
            .All(i => RegionSamples.Points(pixels.Pixel(i)).Where(p => pixels.Index(p) == i).All(p => name == "healpix" ? IsNear(region, p) : region.Contains(p))), 40);
    }

    [Theory]
    [MemberData(nameof(Finest))]
    public void The_finest_pixels_of_a_tiny_region_hold_its_points(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        Check(from region in RegionSamples.Regions select region.BoundingCircle(), bound =>
        {
            var tiny = new Circle(bound.Center, 2e-8);
            var envelope = pixels.Envelope(tiny, 200);
            return RegionSamples.Points(tiny).Where(tiny.Contains).All(p => envelope.Contains(pixels.Index(p))) && pixels.Universe.Contains(envelope);
        }, 25);
    }

    [Theory]
    [MemberData(nameof(Finest))]
    public void Large_regions_at_the_finest_level_stay_within_the_ranges_that_are_allowed(string name, int level)
    {
        var pixels = Systems.Create(name, level);
        Region[] regions =
        [
            Circle.Full, Shapes.Circle(10, 20, 90), Shapes.Circle(10, 20, 179.99), Shapes.Box(0, 360, 89.9, 89.91), Shapes.Box(359, 1, -45, 45),
            Shapes.Box(0, 360, -0.001, 0.001), Shapes.Polygon(350, 20, -30, 40), Ellipse.FromAxes(Shapes.At(0, 89), 1, 0.001, 0.5),
        ];
        foreach (var region in regions)
        {
            var envelope = pixels.Envelope(region, 100);
            envelope.Ranges.Count.ShouldBeLessThanOrEqualTo(100);
            foreach (var point in RegionSamples.Points(region).Where(region.Contains))
                envelope.Contains(pixels.Index(point)).ShouldBeTrue();
        }
    }

    // Within the reach of a pixel's side beyond the great circle through its ends.
    private static bool IsNear(Region region, UnitVector3 point) =>
        region.Contains(point) || Enumerable.Range(0, 8).Any(i => Enumerable.Range(1, 6).Any(step => region.Contains(RegionSamples.Away(point, 0.01 * step, i * Math.PI / 4))));

    private static void Check<T>(Gen<T> values, Func<T, bool> law, int count) =>
        Prop.ForAll(values.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20260103, 11));
}
