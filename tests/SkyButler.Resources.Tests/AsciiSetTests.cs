using FsCheck;
using FsCheck.Fluent;

namespace SkyButler.Resources.Tests;

public class AsciiSetTests
{
    [Fact]
    public void A_set_holds_just_its_characters() => Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(),
        ArbMap.Default.ArbFor<char>(),
        (members, asked) => new AsciiSet(members ?? "").Contains(asked) == (asked < 128 && (members ?? "").Contains(asked, StringComparison.Ordinal)))
        .Check(Config.QuickThrowOnFailure.WithReplay(20260102, 7));

    [Theory]
    [InlineData("", true)]
    [InlineData("a?/~", true)]
    [InlineData("a?b", false)]
    [InlineData("aé", false)]
    [InlineData("\u0161", false)]
    public void A_text_is_held_when_all_its_characters_are(string text, bool expected) =>
        new AsciiSet("a?/~").ContainsAll(text).ShouldBe(expected);
}
