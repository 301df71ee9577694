using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace SkyButler.Resources.Tests;

public class AsciiSetTests
{
    [Property]
    public bool A_set_holds_just_its_characters(string members, char asked) =>
        new AsciiSet(members ?? "").Contains(asked) == (asked < 128 && (members ?? "").Contains(asked, StringComparison.Ordinal));

    [Theory]
    [InlineData("", true)]
    [InlineData("a?/~", true)]
    [InlineData("a?b", false)]
    [InlineData("aé", false)]
    [InlineData("\u0161", false)]
    public void A_text_is_held_when_all_its_characters_are(string text, bool expected) =>
        new AsciiSet("a?/~").ContainsAll(text).ShouldBe(expected);
}
