using SkyButler.Geometry.Pixelizations;

namespace SkyButler.Geometry.Tests.Pixelizations;

/// <summary>Pixel numbers that the reference implementation gives.</summary>
public sealed class IndexTests
{
    [Theory]
    [InlineData(0, 0, 15, 62, 253952, 4063232)]
    [InlineData(10, 20, 15, 62, 257476, 4119625)]
    [InlineData(180, 0, 14, 56, 229376, 3670016)]
    [InlineData(270, -45, 10, 43, 176128, 2818048)]
    [InlineData(359.9, 89.9, 12, 49, 200704, 3211264)]
    [InlineData(120.5, -60.25, 9, 37, 154297, 2468759)]
    public void Htm(double longitude, double latitude, ulong level0, ulong level1, ulong level7, ulong level9)
    {
        var point = Shapes.At(longitude, latitude);
        new HtmPixelization(0).Index(point).ShouldBe(level0);
        new HtmPixelization(1).Index(point).ShouldBe(level1);
        new HtmPixelization(7).Index(point).ShouldBe(level7);
        new HtmPixelization(9).Index(point).ShouldBe(level9);
    }

    [Theory]
    [InlineData(0, 0, 1, 1792)]
    [InlineData(10, 20, 1, 1830)]
    [InlineData(180, 0, 3, 3669)]
    [InlineData(270, -45, 4, 4181)]
    [InlineData(359.9, 89.9, 0, 255)]
    [InlineData(120.5, -60.25, 5, 5535)]
    public void Q3c(double longitude, double latitude, ulong level0, ulong level5)
    {
        var point = Shapes.At(longitude, latitude);
        new Q3cPixelization(0).Index(point).ShouldBe(level0);
        new Q3cPixelization(5).Index(point).ShouldBe(level5);
    }

    [Theory]
    [InlineData(0, 0, 11, 11776, 12058624)]
    [InlineData(10, 20, 11, 11824, 12108213)]
    [InlineData(180, 0, 14, 14847, 15204351)]
    [InlineData(270, -45, 15, 16128, 16515072)]
    [InlineData(359.9, 89.9, 13, 13823, 14155772)]
    [InlineData(120.5, -60.25, 10, 10631, 10886782)]
    public void Mq3c(double longitude, double latitude, ulong level0, ulong level5, ulong level10)
    {
        var point = Shapes.At(longitude, latitude);
        new Mq3cPixelization(0).Index(point).ShouldBe(level0);
        new Mq3cPixelization(5).Index(point).ShouldBe(level5);
        new Mq3cPixelization(10).Index(point).ShouldBe(level10);
    }

    [Theory]
    [InlineData(0, 0, 1157802)]
    [InlineData(10, 20, 1271256)]
    [InlineData(180, 0, 1682090)]
    [InlineData(270, -45, 3056298)]
    [InlineData(359.9, 89.9, 1048573)]
    [InlineData(120.5, -60.25, 2406001)]
    public void Healpix(double longitude, double latitude, ulong level9) =>
        new HealpixPixelization(9).Index(Shapes.At(longitude, latitude)).ShouldBe(level9);

    [Fact]
    public void Indices_have_a_text_form()
    {
        var htm = new HtmPixelization(2);
        htm.ToText(htm.Index(Shapes.At(10, 20))).ShouldBe("N323");
        new Q3cPixelization(3).ToText(100).ShouldBe("+X210");
        new Mq3cPixelization(3).ToText(645).ShouldBe("-Z011");
        new HealpixPixelization(3).ToText(645).ShouldBe("645");
    }

    [Theory]
    [InlineData("lsst.sphgeom.HtmPixelization", "htm", 7, 131072, 262144)]
    [InlineData("lsst.sphgeom.HealpixPixelization", "healpix", 3, 0, 768)]
    [InlineData("lsst.sphgeom.Q3cPixelization", "q3c", 3, 0, 384)]
    [InlineData("lsst.sphgeom.Mq3cPixelization", "mq3c", 3, 640, 1024)]
    public void Configurations_name_pixelizations_by_class(string className, string name, int level, ulong begin, ulong end)
    {
        var pixelization = Pixelization.Create(className, level);
        pixelization.Name.ShouldBe(name);
        pixelization.Level.ShouldBe(level);
        pixelization.PythonClassName.ShouldBe(className);
        pixelization.Universe.ShouldBe(RangeSet.Of(begin, end));
    }

    [Fact]
    public void Unknown_classes_levels_and_pixels_are_refused()
    {
        Should.Throw<GeometryException>(() => Pixelization.Create("lsst.sphgeom.Htm", 7)).Message.ShouldContain("HtmPixelization");
        Should.Throw<GeometryException>(() => Pixelization.Create("lsst.sphgeom.HtmPixelization", 25)).Message.ShouldContain("0 to 24");
        Should.Throw<GeometryException>(() => new HtmPixelization(7).Pixel(0)).Message.ShouldContain("[131072, 262144)");
    }
}
