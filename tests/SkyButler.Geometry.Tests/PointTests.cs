using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Tests;

public sealed class PointTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(359.999, 89.9)]
    [InlineData(181, -30)]
    public void Positions_and_vectors_are_two_forms_of_one_thing(double longitude, double latitude)
    {
        var back = Shapes.At(longitude, latitude).ToLonLat();
        back.LongitudeDegrees.ShouldBe(longitude, 1e-10);
        back.LatitudeDegrees.ShouldBe(latitude, 1e-10);
    }

    [Fact]
    public void Poles_have_longitude_zero() => UnitVector3.FromComponents(0, 0, -7).ToLonLat().ShouldBe(new LonLat(0, -Math.PI / 2));

    [Fact]
    public void Longitudes_are_taken_by_the_turn()
    {
        LonLat.FromDegrees(-10, 5).LongitudeDegrees.ShouldBe(350, 1e-12);
        LonLat.FromDegrees(730, 5).LongitudeDegrees.ShouldBe(10, 1e-12);
        LonLat.FromDegrees(360, 5).Longitude.ShouldBe(2 * Math.PI);
    }

    [Theory]
    [InlineData(0, 90.1)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Impossible_positions_are_refused(double longitude, double latitude) =>
        Should.Throw<GeometryException>(() => LonLat.FromDegrees(longitude, latitude));

    [Fact]
    public void Only_vectors_with_a_direction_can_be_normalised()
    {
        Should.Throw<GeometryException>(() => UnitVector3.FromComponents(0, 0, 0));
        Should.Throw<GeometryException>(() => UnitVector3.FromComponents(double.NaN, 0, 0));
        UnitVector3.FromComponents(0, 3e-320, 0).Y.ShouldBe(1);
        UnitVector3.FromComponents(1e308, 1e308, 0).X.ShouldBe(Math.Sqrt(0.5), 1e-15);
    }

    [Fact]
    public void Angles_are_accurate_near_and_far()
    {
        Shapes.At(10, 0).AngleTo(Shapes.At(10, 1e-9)).ShouldBe(1e-9 * Math.PI / 180, 1e-20);
        Shapes.At(10, 20).AngleTo(-Shapes.At(10, 20)).ShouldBe(Math.PI);
        Shapes.At(10, 20).AngleTo(Shapes.At(10, 20)).ShouldBe(0);
    }

    [Fact]
    public void Orientation_is_exact_where_rounding_would_decide()
    {
        Vector3 a = new(1, 0, 0), b = new(0, 1, 0);
        Orientation.Of(a, b, new Vector3(0.5, 0.5, double.Epsilon)).ShouldBe(1);
        Orientation.Of(a, b, new Vector3(0.5, 0.5, -double.Epsilon)).ShouldBe(-1);
        Orientation.Of(a, b, new Vector3(0.5, 0.5, 0)).ShouldBe(0);
        // On one plane but for the last bit of one component.
        Vector3 c = new(0.125, 0.25, 0.375), d = new(0.375, 0.25, 0.125), sum = new(0.5, 0.5, 0.5);
        Orientation.Of(c, d, sum).ShouldBe(0);
        Orientation.Of(c, d, sum with { Z = Math.BitIncrement(0.5) }).ShouldBe(-1);
        Orientation.Of(c, d, sum with { Z = Math.BitDecrement(0.5) }).ShouldBe(1);
        Orientation.Of(d, c, sum with { Z = Math.BitIncrement(0.5) }).ShouldBe(1);
        Orientation.Of(a, b, new Vector3(double.NaN, 0, 1)).ShouldBe(0);
    }

    [Fact]
    public void Orientation_by_expansions_agrees_with_whole_numbers()
    {
        var random = new Random(20260104);
        for (var i = 0; i < 3000; i++)
        {
            Vector3 b = Direction(random), c = Direction(random);
            // On the plane of the others, but for rounding and now and then for one bit more.
            var a = (random.NextDouble() * b) + (random.NextDouble() * c);
            if (i % 3 == 0)
                a = a with { Y = Math.BitIncrement(a.Y) };
            Orientation.Of(a, b, c).ShouldBe(OrientationOfAny.Of(a, b, c));
        }
    }

    private static Vector3 Direction(Random random)
    {
        double Component() => random.Next(4) switch
        {
            0 => 0,
            1 => random.NextDouble() * 1e-17,
            _ => random.NextDouble() - 0.5,
        };
        return new(Component(), Component(), Component());
    }
}
