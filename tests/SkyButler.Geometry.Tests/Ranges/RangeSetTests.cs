namespace SkyButler.Geometry.Tests.Ranges;

public sealed class RangeSetTests
{
    private static readonly RangeSet Two = RangeSet.FromRanges([(7, 12), (1, 5)]);

    [Fact]
    public void Simplifying_rounds_outwards_to_whole_blocks() => Two.Simplify(2).Ranges.ShouldBe([(0UL, 12UL)]);

    [Fact]
    public void A_complement_ends_at_zero_which_stands_for_two_to_the_64() =>
        Two.Complement().Ranges.ShouldBe([(0UL, 1UL), (5UL, 7UL), (12UL, 0UL)]);

    [Fact]
    public void Equal_ends_mean_all_integers_and_reversed_ones_go_around()
    {
        RangeSet.Of(5, 5).ShouldBe(RangeSet.Full);
        RangeSet.Of(5, 2).Ranges.ShouldBe([(0UL, 2UL), (5UL, 0UL)]);
        RangeSet.FromRanges([(5, 2)]).ShouldBe(RangeSet.Of(5, 2));
        RangeSet.FromRanges([(3, 3)]).ShouldBe(RangeSet.Full);
    }

    [Fact]
    public void Adjacent_ranges_merge() => RangeSet.FromRanges([(1, 3), (3, 5), (4, 6)]).Ranges.ShouldBe([(1UL, 6UL)]);

    [Fact]
    public void Simplifying_far_enough_gives_all_integers_or_none()
    {
        Two.Simplify(64).ShouldBe(RangeSet.Full);
        RangeSet.Empty.Simplify(64).ShouldBe(RangeSet.Empty);
        RangeSet.Of(ulong.MaxValue, 0).Simplify(63).Ranges.ShouldBe([(1UL << 63, 0UL)]);
    }

    [Fact]
    public void Scaling_multiplies_the_ends()
    {
        Two.Scale(4).Ranges.ShouldBe([(4UL, 20UL), (28UL, 48UL)]);
        Should.Throw<GeometryException>(() => Two.Scale(ulong.MaxValue));
        Should.Throw<GeometryException>(() => Two.Scale(0));
    }

    [Fact]
    public void All_integers_are_too_many_to_count()
    {
        Should.Throw<OverflowException>(() => RangeSet.Full.Count);
        RangeSet.Of(1, 0).Count.ShouldBe(ulong.MaxValue);
    }

    [Fact]
    public void It_prints_as_ranges() => Two.ToString().ShouldBe("{[1, 5), [7, 12)}");
}
