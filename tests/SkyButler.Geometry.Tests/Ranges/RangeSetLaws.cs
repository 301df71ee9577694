using FsCheck;
using FsCheck.Fluent;

namespace SkyButler.Geometry.Tests.Ranges;

/// <summary>Range sets behave as sets of single integers do, at both ends of the number range.</summary>
public sealed class RangeSetLaws
{
    // A window of small integers, or the last ones before 2^64, so that sets often meet and touch.
    private static readonly Gen<(HashSet<ulong> Naive, RangeSet Set)> Sets =
        from atEnd in Gen.Elements(false, true)
        from values in Gen.Choose(0, 40).ListOf()
        let naive = values.Select(value => atEnd ? ulong.MaxValue - (ulong)value : (ulong)value).ToHashSet()
        select (naive, RangeSet.FromValues(naive));

    private static readonly Gen<((HashSet<ulong> Naive, RangeSet Set) A, (HashSet<ulong> Naive, RangeSet Set) B)> Pairs =
        from a in Sets from b in Sets select (a, b);

    [Fact]
    public void Union_intersection_and_differences_are_those_of_the_integers() => Check(Pairs, pair =>
    {
        Same(pair.A.Set.Union(pair.B.Set), pair.A.Naive.Union(pair.B.Naive));
        Same(pair.A.Set.Intersection(pair.B.Set), pair.A.Naive.Intersect(pair.B.Naive));
        Same(pair.A.Set.Difference(pair.B.Set), pair.A.Naive.Except(pair.B.Naive));
        Same(pair.A.Set.SymmetricDifference(pair.B.Set), pair.A.Naive.Except(pair.B.Naive).Union(pair.B.Naive.Except(pair.A.Naive)));
        Same(RangeSet.UnionOf([pair.A.Set, pair.B.Set]), pair.A.Naive.Union(pair.B.Naive));
    });

    [Fact]
    public void Membership_and_inclusion_are_those_of_the_integers() => Check(Pairs, pair =>
    {
        pair.A.Set.Contains(pair.B.Set).ShouldBe(pair.A.Naive.IsSupersetOf(pair.B.Naive));
        pair.A.Set.Intersects(pair.B.Set).ShouldBe(pair.A.Naive.Overlaps(pair.B.Naive));
        foreach (var value in Enumerable.Range(0, 45).Select(value => (ulong)value))
        {
            pair.A.Set.Contains(value).ShouldBe(pair.A.Naive.Contains(value));
            pair.A.Set.Contains(ulong.MaxValue - value).ShouldBe(pair.A.Naive.Contains(ulong.MaxValue - value));
        }
    });

    [Fact]
    public void Ranges_are_ascending_and_never_touch() => Check(Pairs, pair =>
    {
        var ranges = pair.A.Set.SymmetricDifference(pair.B.Set).Ranges;
        for (var i = 0; i < ranges.Count; i++)
        {
            (ranges[i].Begin < unchecked(ranges[i].End - 1) + 1UL || ranges[i].End == 0).ShouldBeTrue();
            if (i > 0)
                ranges[i - 1].End.ShouldBeLessThan(ranges[i].Begin);
        }
    });

    [Fact]
    public void A_complement_has_what_the_set_has_not() => Check(Sets, set =>
    {
        var complement = set.Set.Complement();
        complement.Intersects(set.Set).ShouldBeFalse();
        complement.Union(set.Set).ShouldBe(RangeSet.Full);
        complement.Complement().ShouldBe(set.Set);
    });

    [Fact]
    public void A_simplified_set_is_the_smallest_of_whole_blocks() => Check(Sets, set =>
    {
        var blocks = set.Naive.Select(value => value >> 3).Distinct();
        set.Set.Simplify(3).ShouldBe(RangeSet.FromRanges(blocks.Select(block => (block << 3, unchecked((block + 1) << 3)))));
    });

    private static void Same(RangeSet set, IEnumerable<ulong> integers)
    {
        var expected = integers.Order().ToList();
        set.Values.ShouldBe(expected);
        set.Count.ShouldBe((ulong)expected.Count);
        set.ShouldBe(RangeSet.FromValues(expected));
    }

    private static void Check<T>(Gen<T> values, Action<T> law) =>
        Prop.ForAll(values.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 7));
}
