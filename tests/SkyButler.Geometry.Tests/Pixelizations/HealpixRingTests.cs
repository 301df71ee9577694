using SkyButler.Geometry.Pixelizations;

namespace SkyButler.Geometry.Tests.Pixelizations;

public sealed class HealpixRingTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(4)]
    public void Numbers_by_rings_go_round_from_north_to_south(int level)
    {
        var pixels = new HealpixPixelization(level);
        var count = 12UL << (2 * level);
        var previous = (Latitude: double.PositiveInfinity, Longitude: 0.0);
        for (var ring = 0UL; ring < count; ring++)
        {
            var nested = pixels.NestedOf(ring);
            pixels.RingOf(nested).ShouldBe(ring);
            var centre = pixels.Center(nested).ToLonLat();
            (centre.Latitude < previous.Latitude - 1e-9 || (Math.Abs(centre.Latitude - previous.Latitude) < 1e-9 && centre.Longitude > previous.Longitude)).ShouldBeTrue();
            previous = (centre.Latitude, centre.Longitude);
        }
    }

    // Pixels of side 1 and 2 as Górski et al. 2005 draw them: the number by rings, the nested one, and the centre in degrees.
    [Theory]
    [InlineData(0, 0, 0, 45, 41.8103148957786)]
    [InlineData(0, 4, 4, 0, 0)]
    [InlineData(1, 0, 3, 45, 66.44353569089876)]
    [InlineData(1, 4, 2, 22.5, 41.8103148957786)]
    [InlineData(1, 47, 44, 315, -66.44353569089876)]
    public void Pixels_lie_where_the_definition_has_them(int level, int ring, int nested, double longitude, double latitude)
    {
        var pixels = new HealpixPixelization(level);
        pixels.NestedOf((ulong)ring).ShouldBe((ulong)nested);
        var centre = pixels.Center((ulong)nested).ToLonLat();
        centre.LongitudeDegrees.ShouldBe(longitude, 1e-9);
        centre.LatitudeDegrees.ShouldBe(latitude, 1e-9);
        pixels.Corners((ulong)nested).Count.ShouldBe(4);
        Should.Throw<GeometryException>(() => pixels.NestedOf(12UL << (2 * level)));
    }
}
