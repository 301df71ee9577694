using SkyButler.CommandLine.Parsing;

namespace SkyButler.CommandLine.Tests.Parsing;

public sealed class CommaListTests
{
    [Theory]
    [InlineData("a", new[] { "a" })]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("a, b", new[] { "a", "b" })]
    [InlineData("a[1,2],b", new[] { "a[1,2]", "b" })]
    [InlineData("a[1,b", new[] { "a[1", "b" })]
    [InlineData("", new[] { "" })]
    public void Commas_divide_except_inside_brackets(string text, string[] parts) => CommaLists.Split(text).ShouldBe(parts);
}
