using System.Globalization;
using SkyButler.Queries.Expressions.Literals;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Queries.Expressions;

public sealed class TimeLiteralTests
{
    // TDB is computed by a formula that is right to 10 µs.
    private const long BarycentricTolerance = 20_000;

    // Before 1972 the seconds of UTC are longer than those of TAI, and the last bits of astropy's doubles show.
    private const long EndOfLongSeconds = 63_072_010_000_000_000;

    public static TheoryData<string, long> AstropyTimes() => [.. File.ReadLines(Checkout.File("tests/SkyButler.Tests/Queries/Expressions/astropy-times.tsv"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t'))
        .Select(columns => new TheoryDataRow<string, long>(columns[0], long.Parse(columns[1], CultureInfo.InvariantCulture)))];

    [Theory]
    [MemberData(nameof(AstropyTimes))]
    public void Times_are_read_as_astropy_reads_them(string text, long nanoseconds)
    {
        var tolerance = text.EndsWith("/tdb", StringComparison.Ordinal) || text.EndsWith("/tcb", StringComparison.Ordinal) ? BarycentricTolerance : nanoseconds < EndOfLongSeconds ? 1 : 0;
        Math.Abs(TimeLiteral.Parse(text) - nanoseconds).ShouldBeLessThanOrEqualTo(tolerance, $"{text}: {TimeLiteral.Parse(text)} is not {nanoseconds}");
    }

    [Theory]
    [InlineData("58000")]
    [InlineData("not a time")]
    [InlineData("2020-13-01")]
    [InlineData("2020-02-30")]
    [InlineData("2021:367")]
    [InlineData("2020-01-01T25:00")]
    [InlineData("2020-01-01T12:60")]
    [InlineData("2020-01-01T12:00Z")]
    [InlineData("20-01-01")]
    [InlineData("2020-01-01/nowhere")]
    [InlineData("2020-01-01/ut1")]
    [InlineData("2020-01-01/local")]
    [InlineData("mjd/2020-01-01")]
    [InlineData("datetime/2020-01-01")]
    [InlineData("+2020-01-01")]
    [InlineData("bogus/58000.5")]
    [InlineData("jyear_str/2000.0")]
    [InlineData("byear_str/J2000.0")]
    [InlineData("mjd/1e300.")]
    [InlineData("58000.5e1")]
    [InlineData("٢٠٢٠-٠١-٠١")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text) => Should.Throw<FormatException>(() => TimeLiteral.Parse(text)).Message.ShouldNotContain('\n');

    [Theory]
    [InlineData("2020-01-01/ut1", "give the time in utc")]
    [InlineData("2020-01-01/gmt", "there are tai, utc, tt, tcg, tdb, tcb")]
    [InlineData("julian/2.5", "there are mjd, jd, unix")]
    public void The_refusal_says_what_to_do(string text, string hint) => Should.Throw<FormatException>(() => TimeLiteral.Parse(text)).Message.ShouldContain(hint);
}
