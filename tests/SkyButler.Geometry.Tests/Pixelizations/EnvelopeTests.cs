using SkyButler.Geometry.Pixelizations;

namespace SkyButler.Geometry.Tests.Pixelizations;

/// <summary>Envelopes that the reference implementation gives.</summary>
public sealed class EnvelopeTests
{
    private static readonly Circle Circle = Shapes.Circle(10, 20, 0.5);
    private static readonly ConvexPolygon Polygon = Shapes.Polygon(10, 11, 20, 21);
    private static readonly Box Box = Shapes.Box(10, 11, 20, 21);

    [Fact]
    public void Of_a_circle()
    {
        new HtmPixelization(7).Envelope(Circle).ShouldBe(
            Set((257448, 257450), (257451, 257452), (257476, 257477), (257478, 257480), (257528, 257529)));
        new HtmPixelization(5).Envelope(Circle).ShouldBe(Set((16090, 16091), (16092, 16093), (16095, 16096)));
        new Q3cPixelization(6).Envelope(Circle).ShouldBe(Set((7323, 7324), (7345, 7346)));
        new Mq3cPixelization(6).Envelope(Circle).ShouldBe(Set((47297, 47299), (47310, 47311)));
        new HealpixPixelization(6).Envelope(Circle).ShouldBe(Set((19860, 19864), (19904, 19905), (19906, 19907)));
    }

    [Fact]
    public void Of_a_polygon()
    {
        new HtmPixelization(7).Envelope(Polygon).ShouldBe(Set(
            (257448, 257449), (257450, 257452), (257456, 257458), (257459, 257460), (257470, 257471), (257476, 257477)));
        new HtmPixelization(5).Envelope(Polygon).ShouldBe(Set((16090, 16093)));
        new Q3cPixelization(6).Envelope(Polygon).ShouldBe(Set((7323, 7324), (7326, 7327), (7345, 7346), (7348, 7349)));
        new Mq3cPixelization(6).Envelope(Polygon).ShouldBe(Set((47296, 47298)));
    }

    [Fact]
    public void Of_a_box_is_wider_than_of_the_polygon_with_its_corners()
    {
        new HtmPixelization(5).Envelope(Box).ShouldBe(Set((16088, 16089), (16090, 16093)));
        new Q3cPixelization(6).Envelope(Box).ShouldBe(Set(
            (6623, 6624),
            (6645, 6646),
            (7306, 7307),
            (7323, 7324),
            (7326, 7327),
            (7328, 7329),
            (7345, 7346),
            (7348, 7349)));
    }

    [Theory]
    [InlineData("htm")]
    [InlineData("q3c")]
    [InlineData("mq3c")]
    [InlineData("healpix")]
    public void Of_a_union_is_the_join_and_of_an_intersection_the_common_part(string name)
    {
        var pixels = Systems.Create(name, 6);
        var other = Shapes.Circle(0, 0, 5);
        pixels.Envelope(new UnionRegion([Circle, other])).ShouldBe(pixels.Envelope(Circle).Union(pixels.Envelope(other)));
        pixels.Envelope(new IntersectionRegion([Circle, Polygon])).ShouldBe(pixels.Envelope(Circle).Intersection(pixels.Envelope(Polygon)));
        pixels.Envelope(UnionRegion.Empty).IsEmpty.ShouldBeTrue();
        pixels.Envelope(IntersectionRegion.Full).ShouldBe(pixels.Universe);
    }

    [Theory]
    [InlineData("htm")]
    [InlineData("q3c")]
    [InlineData("mq3c")]
    [InlineData("healpix")]
    public void Of_nothing_and_of_everything(string name)
    {
        var pixels = Systems.Create(name, 3);
        pixels.Envelope(Geometry.Circle.Empty).IsEmpty.ShouldBeTrue();
        pixels.Envelope(Geometry.Box.Empty).IsEmpty.ShouldBeTrue();
        pixels.Envelope(Geometry.Circle.Full).ShouldBe(pixels.Universe);
        pixels.Interior(Geometry.Circle.Full).ShouldBe(pixels.Universe);
        pixels.Interior(Geometry.Box.Full).ShouldBe(pixels.Universe);
        pixels.Interior(Geometry.Circle.Empty).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_point_is_in_one_healpix_pixel()
    {
        var pixels = new HealpixPixelization(9);
        pixels.Envelope(Shapes.Circle(10, 20, 0)).ShouldBe(Set((1271256, 1271257)));
    }

    [Theory]
    [InlineData("htm", 1)]
    [InlineData("htm", 3)]
    [InlineData("mq3c", 2)]
    [InlineData("q3c", 4)]
    [InlineData("healpix", 2)]
    public void Fewer_ranges_mean_a_wider_envelope_and_a_narrower_interior(string name, int maxRanges)
    {
        var pixels = Systems.Create(name, 8);
        var region = Shapes.Circle(200, -35, 6);
        var envelope = pixels.Envelope(region, maxRanges);
        envelope.Ranges.Count.ShouldBeLessThanOrEqualTo(maxRanges);
        envelope.Contains(pixels.Envelope(region)).ShouldBeTrue();
        pixels.Universe.Contains(envelope).ShouldBeTrue();
        var interior = pixels.Interior(region, maxRanges);
        interior.Ranges.Count.ShouldBeLessThanOrEqualTo(maxRanges);
        pixels.Interior(region).Contains(interior).ShouldBeTrue();
    }

    private static RangeSet Set(params (ulong Begin, ulong End)[] ranges) => RangeSet.FromRanges(ranges);
}
