using SkyButler.Queries.Expressions.Literals;

namespace SkyButler.Tests.Queries.Expressions;

public sealed class TimeLiteralTests
{
    // Expected values are astropy's.
    [Theory]
    [InlineData("58000.1", 1504491839999999874)]
    [InlineData("58000.", 1504483200000000000)]
    [InlineData("mjd/58000.5/utc", 1504526437000000000)]
    [InlineData("2020-01-01 12:00:00", 1577880037000000000)]
    [InlineData("2020-01-01T12:00", 1577880037000000000)]
    [InlineData("2020-01-01T12:00:00+00:00", 1577880037000000000)]
    [InlineData("2020:001", 1577836837000000000)]
    [InlineData("2016-12-31T23:59:60", 1483228836000000000)]
    [InlineData("jd/2459000.25/tt", 1590861567816000000)]
    [InlineData("unix/1500000000.5", 1500000037500000000)]
    [InlineData("unix_tai/1500000000.5", 1500000000500000000)]
    [InlineData("gps/1000000000.0", 1315964819000000000)]
    [InlineData("cxcsec/100.0", 883612867816000000)]
    [InlineData("2024-01-12 19:05:00/tai", 1705086300000000000)]
    [InlineData("mjd/57753.9999999/utc", 1483228836991359834)]
    public void Times_are_read_as_astropy_reads_them(string text, long nanoseconds) => TimeLiteral.Parse(text).ShouldBe(nanoseconds);

    [Theory]
    [InlineData("58000")]
    [InlineData("not a time")]
    [InlineData("2020-13-01")]
    [InlineData("2021:366")]
    [InlineData("2020-01-01T25:00")]
    [InlineData("2020-01-01T12:00:60")]
    [InlineData("2020-01-01T12:00Z")]
    [InlineData("2020-01-01/nowhere")]
    [InlineData("mjd/2020-01-01")]
    [InlineData("bogus/58000.5")]
    [InlineData("mjd/1e300.")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text) => Should.Throw<FormatException>(() => TimeLiteral.Parse(text));
}
