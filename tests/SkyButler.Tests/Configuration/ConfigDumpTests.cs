using SkyButler.Configuration;

namespace SkyButler.Tests.Configuration;

public sealed class ConfigDumpTests
{
    private static readonly Config Sample = Config.Parse("b: {y: 1, x: null}\na: [x, 1.0, true]\nc: text");

    [Theory]
    [InlineData(null, "a:\n- x\n- 1.0\n- true\nb:\n  x: null\n  y: 1\nc: text\n")]
    [InlineData("b", "x: null\ny: 1\n")]
    [InlineData(".b.y", ".b.y: 1\n")]
    [InlineData(".b.x", ".b.x: None\n")]
    [InlineData("c", "c: text\n")]
    [InlineData("a", "a: ['x', 1.0, True]\n")]
    public void A_part_is_shown_as_the_reference_shows_it(string? subset, string text) => ConfigDump.Render(Sample, subset).ShouldBe(text);

    [Fact]
    public void A_key_that_is_not_there_is_named() =>
        Should.Throw<ConfigException>(() => ConfigDump.Render(Sample, ".b.z")).Message.ShouldContain("no '.b.z'");
}
