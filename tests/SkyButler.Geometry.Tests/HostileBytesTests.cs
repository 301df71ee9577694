using System.Buffers.Binary;
using SkyButler.Geometry.Pixelizations;

namespace SkyButler.Geometry.Tests;

public sealed class HostileBytesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("7a0000000000000000")]
    [InlineData("62")]
    [InlineData("63")]
    [InlineData("65")]
    [InlineData("70")]
    [InlineData("7500")]
    [InlineData("750100000000000000")]
    [InlineData("750000000000000000")]
    [InlineData("75ffffffffffffffff75")]
    [InlineData("69ffffffffffffff7f69")]
    [InlineData("75000000800000000075")]
    public void Bytes_that_are_no_region_are_refused(string hex) =>
        Should.Throw<GeometryException>(() => Shapes.FromHex(hex)).Message.ShouldNotContain("\n");

    [Theory]
    [InlineData(EncodingTests.CircleOnX)]
    [InlineData(EncodingTests.BoxAtTenTwenty)]
    [InlineData(EncodingTests.CircleAndBox)]
    [InlineData(EncodingTests.PolygonAtTenTwenty)]
    public void Every_truncation_and_a_byte_too_many_are_refused(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        for (var length = 0; length < bytes.Length; length++)
        {
            // A polygon without its fourth corner is a triangle, a union without its second operand is shorter.
            if (bytes[0] == 'p' && length == 73)
                continue;
            if (bytes[0] == 'u' && length is 1 or 50)
                continue;
            Should.Throw<GeometryException>(() => Region.Decode(bytes.AsSpan(0, length)), $"length {length}");
        }
        Should.Throw<GeometryException>(() => Region.Decode([.. bytes, 0]));
    }

    [Theory]
    [InlineData((byte)'u', (byte)'u')]
    [InlineData((byte)'u', (byte)'i')]
    public void Nesting_without_end_is_refused_before_the_stack_runs_out(byte even, byte odd)
    {
        byte[] bytes = [odd];
        for (var depth = 0; depth < 20_000; depth++)
        {
            var outer = new byte[9];
            outer[0] = depth % 2 == 0 ? even : odd;
            BinaryPrimitives.WriteInt64LittleEndian(outer.AsSpan(1), bytes.Length);
            if (depth < 100 || depth > 19_990)
                bytes = [.. outer, .. bytes];
        }
        Should.Throw<GeometryException>(() => Region.Decode(bytes)).Message.ShouldContain("nested");
    }

    [Fact]
    public void Regions_cannot_be_built_deeper_than_they_can_be_read()
    {
        Region region = Circle.Full;
        for (var depth = 2; depth <= Region.MaxDepth; depth++)
            region = depth % 2 == 0 ? new UnionRegion([region]) : new IntersectionRegion([region]);
        Region.Decode(region.Encode()).ShouldBe(region);
        Should.Throw<GeometryException>(() => new IntersectionRegion([region]));
    }

    [Theory]
    [InlineData('b', 4)]
    [InlineData('c', 5)]
    [InlineData('e', 14)]
    [InlineData('p', 12)]
    public void Numbers_that_are_none_can_be_read_and_kept_and_asked_for_anything(char code, int count)
    {
        double[] strange = [double.NaN, 0, double.PositiveInfinity, 1, double.NaN, 1e300, double.Epsilon, -1];
        foreach (var shift in Enumerable.Range(0, strange.Length))
        {
            var bytes = new byte[1 + (8 * count)];
            bytes[0] = (byte)code;
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1 + (8 * i)), strange[(i * 3 + shift) % strange.Length]);
            try
            {
                AskEverything(Region.Decode(bytes));
            }
            catch (GeometryException)
            {
                // Refusing is as good as answering.
            }
        }
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("dQ==:")]
    [InlineData(":dQ==")]
    public void Text_that_is_no_region_is_refused(string text) =>
        Should.Throw<GeometryException>(() => Region.DecodeBase64(text));

    [Theory]
    [InlineData("dQ==")]
    [InlineData("dQ==&aQ==&dQ==")]
    [InlineData("dQ==&aQ==|")]
    public void An_overlap_term_that_is_no_pair_is_refused(string text) =>
        Should.Throw<GeometryException>(() => Region.DecodeOverlapsBase64(text));

    private static void AskEverything(Region region)
    {
        var twice = Region.Decode(region.Encode());
        twice.Encode().ShouldBe(region.Encode());
        Region[] others = [Shapes.Circle(10, 20, 1), Shapes.Box(10, 11, 20, 21), Shapes.Polygon(10, 11, 20, 21), Circle.Full, Box.Full, region];
        foreach (var other in others)
        {
            region.Relate(other).HasFlag(Relationship.Disjoint).ShouldBe(region.Overlaps(other) == false);
            other.Relate(region).HasFlag(Relationship.Disjoint).ShouldBe(other.Overlaps(region) == false);
        }
        region.Contains(Shapes.At(10, 20));
        region.BoundingBox().Encode().Length.ShouldBe(33);
        region.BoundingCircle().Encode().Length.ShouldBe(41);
        // Deep enough that a region which every pixel seemed to cross would never end.
        new HtmPixelization(20).Envelope(region, maxRanges: 16).Ranges.Count.ShouldBeLessThanOrEqualTo(16);
    }
}
