namespace SkyButler.Geometry.Tests;

/// <summary>Byte strings that the reference implementation wrote, and the shapes they stand for.</summary>
public sealed class EncodingTests
{
    internal const string CircleAtTenTwenty =
        "6361b46c3a039ded3f3b46fac0f2e2c43ff50b8a74a8e3d53f14cc8c8d99f6133f399d52a246df813f";

    internal const string CircleOnX =
        "63000000000000f03f00000000000000000000000000000000bf1ff42b8376843f9a9999999999b93f";

    internal const string BoxAtTenTwenty = "628744e74a1857c63f2e98311f0193c83f8744e74a1857d63f5b6e0cb50c75d73f";

    internal const string PolygonAtTenTwenty =
        "7061b46c3a039ded3f3b46fac0f2e2c43ff50b8a74a8e3d53f9d6753598784ed3f6d94278e5cf3c63ff50b8a74a8e3d53f"
        + "ae62a7a76053ed3f9000543e25cdc63f3cd3ce1f80efd63fcfd0d7c3b36bed3fff8c40532bc0c43f3cd3ce1f80efd63f";

    private const string StoredNaN = "000000000000f87f";
    private const string One = "000000000000f03f";
    private const string Zero = "0000000000000000";

    internal const string CircleAndBox = "752900000000000000" + CircleOnX + "2100000000000000" + BoxAtTenTwenty;

    [Fact]
    public void A_circle_built_from_degrees_has_the_stored_bytes()
    {
        var circle = new Circle(LonLat.FromDegrees(10, 20).ToVector(), 0.5 * Math.PI / 180);
        Convert.ToHexStringLower(circle.Encode()).ShouldBe(CircleAtTenTwenty);
    }

    [Fact]
    public void A_circle_built_from_a_vector_has_the_stored_bytes() =>
        Convert.ToHexStringLower(new Circle(UnitVector3.FromComponents(5, 0, 0), 0.1).Encode()).ShouldBe(CircleOnX);

    [Fact]
    public void A_box_built_from_corners_has_the_stored_bytes() =>
        Convert.ToHexStringLower(new Box(LonLat.FromDegrees(10, 20), LonLat.FromDegrees(11, 21)).Encode()).ShouldBe(BoxAtTenTwenty);

    [Fact]
    public void A_polygon_built_from_corners_has_the_stored_bytes()
    {
        var polygon = new ConvexPolygon([Shapes.At(10, 20), Shapes.At(11, 20), Shapes.At(11, 21), Shapes.At(10, 21)]);
        Convert.ToHexStringLower(polygon.Encode()).ShouldBe(PolygonAtTenTwenty);
    }

    [Fact]
    public void A_union_writes_each_operand_after_its_length()
    {
        var union = new UnionRegion([Shapes.FromHex(CircleOnX), Shapes.FromHex(BoxAtTenTwenty)]);
        Convert.ToHexStringLower(union.Encode()).ShouldBe(CircleAndBox);
    }

    [Theory]
    [InlineData(CircleAtTenTwenty, typeof(Circle))]
    [InlineData(CircleOnX, typeof(Circle))]
    [InlineData(BoxAtTenTwenty, typeof(Box))]
    [InlineData(PolygonAtTenTwenty, typeof(ConvexPolygon))]
    [InlineData(CircleAndBox, typeof(UnionRegion))]
    [InlineData("75", typeof(UnionRegion))]
    [InlineData("69", typeof(IntersectionRegion))]
    [InlineData("692900000000000000" + CircleOnX, typeof(IntersectionRegion))]
    [InlineData("62" + StoredNaN + StoredNaN + One + Zero, typeof(Box))]
    public void Stored_bytes_come_back_unchanged(string hex, Type kind)
    {
        var region = Shapes.FromHex(hex);
        region.ShouldBeOfType(kind);
        Convert.ToHexStringLower(region.Encode()).ShouldBe(hex);
        Region.DecodeBase64(region.EncodeBase64()).ShouldBe(region);
    }

    [Fact]
    public void Empty_and_full_regions_have_their_known_bytes()
    {
        Convert.ToHexStringLower(Box.Empty.Encode()).ShouldBe("62" + StoredNaN + StoredNaN + One + Zero);
        Convert.ToHexStringLower(Box.Full.Encode()).ShouldBe("62" + Zero + "182d4454fb211940" + "182d4454fb21f9bf" + "182d4454fb21f93f");
        Convert.ToHexStringLower(Circle.Empty.Encode()).ShouldBe("63" + Zero + Zero + One + "000000000000f0bf" + "000000000000f0bf");
        Convert.ToHexStringLower(Circle.Full.Encode()).ShouldBe("63" + Zero + Zero + One + "0000000000001040" + "182d4454fb210940");
        Convert.ToHexStringLower(UnionRegion.Empty.Encode()).ShouldBe("75");
        Convert.ToHexStringLower(IntersectionRegion.Full.Encode()).ShouldBe("69");
        const string Infinity = "000000000000f07f", MinusTwo = "00000000000000c0";
        Convert.ToHexStringLower(Ellipse.Empty.Encode()).ShouldBe(
            "65" + One + Zero + Zero + Zero + One + Zero + Zero + Zero + One + MinusTwo + MinusTwo + Zero + Infinity + Infinity);
    }

    [Fact]
    public void An_ellipse_comes_back_unchanged()
    {
        var ellipse = Ellipse.FromAxes(Shapes.At(30, -45), 0.02, 0.05, 0.7);
        var bytes = ellipse.Encode();
        bytes.Length.ShouldBe(113);
        Region.Decode(bytes).ShouldBe(ellipse);
        Region.Decode(bytes).Encode().ShouldBe(bytes);
    }

    [Fact]
    public void Nested_operands_of_the_same_kind_are_taken_out()
    {
        Region circle = Shapes.FromHex(CircleOnX), box = Shapes.FromHex(BoxAtTenTwenty), polygon = Shapes.FromHex(PolygonAtTenTwenty);
        new UnionRegion([circle, new UnionRegion([box, polygon])]).Operands.ShouldBe([circle, box, polygon]);
        new IntersectionRegion([new IntersectionRegion([circle, box]), polygon]).Operands.ShouldBe([circle, box, polygon]);
        new UnionRegion([new IntersectionRegion([circle, box]), polygon]).Operands.Count.ShouldBe(2);
    }

    [Fact]
    public void Base64_texts_joined_by_colons_mean_their_union()
    {
        Region circle = Shapes.FromHex(CircleOnX), box = Shapes.FromHex(BoxAtTenTwenty);
        Region.DecodeBase64($"{circle.EncodeBase64()}:{box.EncodeBase64()}").ShouldBe(new UnionRegion([circle, box]));
        Region.DecodeBase64("").ShouldBe(UnionRegion.Empty);
    }

    [Fact]
    public void A_box_beyond_the_usual_ranges_is_brought_into_them()
    {
        const string MinusOne = "000000000000f0bf", Two = "0000000000000040";
        var box = (Box)Shapes.FromHex("62" + MinusOne + One + MinusOne + Two);
        box.Longitude.Wraps.ShouldBeTrue();
        box.Longitude.ShouldBe(new LongitudeInterval((2 * Math.PI) - 1, 1));
        box.Latitude.ShouldBe(new LatitudeInterval(-1, Math.PI / 2));
        Should.Throw<GeometryException>(() => Shapes.FromHex("62" + One + MinusOne + MinusOne + One));
    }
}
