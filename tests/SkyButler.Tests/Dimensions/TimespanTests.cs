using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;

namespace SkyButler.Tests.Dimensions;

public sealed class TimespanTests
{
    [Fact]
    public void Utc_becomes_tai_with_leap_seconds()
    {
        TaiTime.FromUtc(new DateTime(2017, 1, 1, 0, 0, 0, DateTimeKind.Utc)).ShouldBe(TaiTime.ParseIso("2017-01-01T00:00:37"));
        TaiTime.FromUtc(new DateTime(2016, 12, 31, 23, 59, 59, DateTimeKind.Utc)).ShouldBe(TaiTime.ParseIso("2017-01-01T00:00:35"));
        TaiTime.FromUtc(new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc)).ShouldBe(TaiTime.ParseIso("1999-01-01T00:00:32"));
    }

    [Fact]
    public void Equal_instants_make_one_nanosecond_and_sentinels_are_refused()
    {
        Timespan.At(5).EndNanoseconds.ShouldBe(6);
        Should.Throw<DimensionException>(() => Timespan.At(Timespan.MaxNanoseconds));
        Timespan.Between(9, 3).ShouldBe(Timespan.Empty);
        Timespan.Between(null, null).ShouldBe(Timespan.Unbounded);
    }

    [Fact]
    public void Difference_and_intersection_share_out_the_range() =>
        Prop.ForAll<(byte, byte), (byte, byte)>((p, q) =>
        {
            var a = Timespan.Between(p.Item1 + 1, p.Item2 + 1);
            var b = Timespan.Between(q.Item1 + 1, q.Item2 + 1);
            var pieces = a.Difference(b);
            foreach (var instant in Enumerable.Range(0, 260).Select(i => (long)i))
            {
                var expected = a.Contains(instant) && !b.Contains(instant);
                if (pieces.Any(t => t.Contains(instant)) != expected || a.Intersection(b).Contains(instant) != (a.Contains(instant) && b.Contains(instant)))
                    return false;
            }

            return a.Overlaps(b) == Enumerable.Range(0, 260).Any(i => a.Contains(i) && b.Contains(i));
        }).QuickCheckThrowOnFailure();
}
