using SkyButler.Dimensions;

namespace SkyButler.Tests.Dimensions;

public class JsonSpacingTests
{
    [Theory]
    [InlineData("""{"a": [1, 2]}""", "{\n  \"a\": [\n 1, 2 ]\n}\n", true)]
    [InlineData("""{"a": 1}""", """{"a":1}""", true)]
    [InlineData("""{"a b": 1}""", """{"ab": 1}""", false)]
    [InlineData("""{"a": " b"}""", """{"a": "b"}""", false)]
    [InlineData("""{"a": "\" b"}""", """{"a": "\"b"}""", false)]
    [InlineData("""{"a": "\\"}""", """{"a":"\\"}""", true)]
    [InlineData("""{"a": 1}""", """{"a": 1""", false)]
    [InlineData("""{"a": 1}""", """{"a": 12}""", false)]
    public void Texts_are_the_same_when_only_spaces_between_words_differ(string one, string other, bool expected)
    {
        JsonSpacing.AreSame(one, other).ShouldBe(expected);
        JsonSpacing.AreSame(other, one).ShouldBe(expected);
    }
}
