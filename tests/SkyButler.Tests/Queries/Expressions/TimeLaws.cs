using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions.Times;
using SkyButler.Queries.Expressions.Literals;

namespace SkyButler.Tests.Queries.Expressions;

/// <summary>A time that is written down reads back as the same instant.</summary>
public sealed class TimeLaws
{
    private const long NanosecondsPerDay = 86_400_000_000_000;

    // From the day of the epoch to the end of 2099, to the nanosecond; UTC is defined from 1972 on.
    private static readonly Gen<long> Instants =
        from day in Gen.Choose(0, (int)(Timespan.MaxNanoseconds / NanosecondsPerDay) - 1)
        from half in Gen.Choose(0, 1)
        from within in Gen.Choose(0, int.MaxValue)
        select (day * NanosecondsPerDay) + (half * (NanosecondsPerDay / 2)) + ((long)within * 20_000) + (within % 1000);

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss")]
    [InlineData("yyyy-MM-ddTHH:mm:ss")]
    public void Calendar_times_in_tai_are_exact(string format) => Check(Instants, instant =>
        TimeLiteral.Parse($"{TaiTime.ToTai(instant).ToString(format, CultureInfo.InvariantCulture)}.{instant % 1_000_000_000:000000000}/tai").ShouldBe(instant));

    [Fact]
    public void Days_of_the_year_are_exact() => Check(Instants, instant =>
    {
        var tai = TaiTime.ToTai(instant);
        TimeLiteral.Parse(string.Create(CultureInfo.InvariantCulture, $"{tai.Year:0000}:{tai.DayOfYear:000}:{tai:HH:mm:ss}.{instant % 1_000_000_000:000000000}/tai")).ShouldBe(instant);
    });

    [Fact]
    public void Calendar_times_in_utc_are_exact_to_what_a_clock_shows() => Check(Instants.Where(i => i > 63_072_010_000_000_000), instant =>
    {
        var clock = instant / 100 * 100;
        TimeLiteral.Parse(TaiTime.ToUtc(clock).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)).ShouldBe(clock);
    });

    [Fact]
    public void Days_as_numbers_are_exact_to_what_a_number_holds() => Check(Instants, instant =>
    {
        var days = 40_587 + ((double)instant / NanosecondsPerDay);
        Math.Abs(TimeLiteral.Parse(days.ToString("F12", CultureInfo.InvariantCulture)) - instant).ShouldBeLessThan(2_000);
    });

    [Fact]
    public void Later_texts_are_later_instants() => Check(Instants.Where(i => i > 63_072_010_000_000_000), instant =>
    {
        static string Utc(long at) => TaiTime.ToUtc(at).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        TimeLiteral.Parse(Utc(instant)).ShouldBeLessThan(TimeLiteral.Parse(Utc(instant + 3_000_000_000)));
    });

    private static void Check(Gen<long> instants, Action<long> law) =>
        Prop.ForAll(instants.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260101, 7));
}
