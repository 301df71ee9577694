using System.Globalization;
using System.Numerics;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Tests.Configuration.Yaml;

/// <summary>Expected values are what PyYAML 6.0's safe loader gives.</summary>
public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("0777", 511L)]
    [InlineData("0o777", "0o777")]
    [InlineData("0x1F", 31L)]
    [InlineData("0b101", 5L)]
    [InlineData("1_000", 1000L)]
    [InlineData("190:20:30", 685230L)]
    [InlineData("190:20:30.15", 685230.15)]
    [InlineData("1e5", "1e5")]
    [InlineData("1.0e5", "1.0e5")]
    [InlineData("1.0e+5", 100000.0)]
    [InlineData(".5", 0.5)]
    [InlineData("1.", 1.0)]
    [InlineData("+12", 12L)]
    [InlineData("-0", 0L)]
    [InlineData("-.inf", double.NegativeInfinity)]
    [InlineData("+.inf", double.PositiveInfinity)]
    [InlineData(".NaN", double.NaN)]
    [InlineData("+.nan", "+.nan")]
    [InlineData("yes", true)]
    [InlineData("Off", false)]
    [InlineData("y", "y")]
    [InlineData("~", null)]
    [InlineData("", null)]
    [InlineData("NULL", null)]
    [InlineData("nUll", "nUll")]
    [InlineData("09", "09")]
    [InlineData("08.5", 8.5)]
    [InlineData("1:60", "1:60")]
    [InlineData("12:30:45", 45045L)]
    [InlineData("0x", "0x")]
    [InlineData(".", ".")]
    [InlineData("'1'", "1")]
    [InlineData("!!str 1", "1")]
    [InlineData("! 1", "1")]
    [InlineData("!!int '7'", 7L)]
    [InlineData("!!float 7", 7.0)]
    public void Scalars_have_the_values_of_the_reference(string text, object? value) => Read(text).ShouldBe(value);

    [Fact]
    public void Large_integers_are_kept_whole() =>
        Read("-100000000000000000000").ShouldBe(BigInteger.Parse("-100000000000000000000", CultureInfo.InvariantCulture));

    [Fact]
    public void Dates_and_times_are_recognised()
    {
        Read("2001-02-03").ShouldBe(new DateOnly(2001, 2, 3));
        Read("2001-2-3 4:05:06.5").ShouldBe(new DateTime(2001, 2, 3, 4, 5, 6, 500));
        Read("2001-02-03T04:05:06Z").ShouldBe(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero));
        Read("2001-02-03 04:05:06 -5:30").ShouldBe(new DateTimeOffset(2001, 2, 3, 4, 5, 6, new TimeSpan(-5, -30, 0)));
    }

    [Fact]
    public void Bytes_come_in_base_64() => Read("!!binary aGVs\n  bG8=").ShouldBe("hello"u8.ToArray());

    [Theory]
    [InlineData("!!int x")]
    [InlineData("!!bool 1")]
    [InlineData("2001-13-01")]
    [InlineData("!!binary '*'")]
    [InlineData("!!python/name:os.system ''")]
    public void What_cannot_be_meant_is_refused_with_its_place(string text) =>
        Should.Throw<ConfigException>(() => Read(text)).Message.ShouldStartWith("f.yaml:1:3: ");

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(double.NaN, "nan")]
    public void Numbers_are_printed_as_Python_prints_them(double value, string text) => PythonFloat.Repr(value).ShouldBe(text);

    private static object? Read(string text) => ((ConfigScalar)((ConfigSequence)YamlReader.Read("- " + text, "f.yaml")).Items[0]).Value;
}
