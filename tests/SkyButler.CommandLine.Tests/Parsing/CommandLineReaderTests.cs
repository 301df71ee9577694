using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Tests.Parsing;

public sealed class CommandLineReaderTests
{
    private static readonly CommandArgument Repo = new("REPO", "");
    private static readonly CommandArgument Glob = new("GLOB", "", ArgumentCount.Any);
    private static readonly ListOption Collections = new("-i", "--collections") { Help = "" };
    private static readonly ValueOption Where = new("-d", "--where") { Help = "" };
    private static readonly ValueOption Mode = new("--mode") { Help = "", Choices = ["TREE", "FLAT"], Default = "TREE" };
    private static readonly IntegerOption Processes = new("-j", "--processes") { Help = "", Default = 1, Minimum = 1 };
    private static readonly FlagOption Flag = new("--flag") { Help = "", Negative = "--no-flag", Default = true };
    private static readonly FlagOption Help = new("-h", "--help") { Help = "" };

    [Fact]
    public void Options_and_arguments_may_be_mixed()
    {
        var values = Read("repo", "--where", "x > 1", "a*", "--no-flag", "b");
        values[Repo].ShouldBe("repo");
        values.All(Glob).ShouldBe(["a*", "b"]);
        values[Where].ShouldBe("x > 1");
        values[Flag].ShouldBeFalse();
    }

    [Theory]
    [InlineData("--where=a=b", "a=b")]
    [InlineData("--where=", "")]
    [InlineData("-da=b", "a=b")]
    public void A_value_may_follow_an_equals_sign_or_a_short_option(string word, string value) => Read("repo", word)[Where].ShouldBe(value);

    [Fact]
    public void The_value_of_an_option_may_begin_with_a_dash_or_hold_colons()
    {
        Read("repo", "--where", "-detector")[Where].ShouldBe("-detector");
        Read("repo", "--where", "label:a=b")[Where].ShouldBe("label:a=b");
    }

    [Fact]
    public void A_repeated_option_adds_to_a_list_and_replaces_a_value()
    {
        Read("repo", "-i", "a,b", "--collections", "c")[Collections].ShouldBe(["a", "b", "c"]);
        Read("repo", "-d", "1", "-d", "2")[Where].ShouldBe("2");
    }

    [Fact]
    public void Short_options_take_their_number_without_a_blank() => Read("repo", "-j4")[Processes].ShouldBe(4);

    [Fact]
    public void Choices_are_compared_in_any_case() => Read("repo", "--mode", "flat")[Mode].ShouldBe("FLAT");

    [Fact]
    public void A_negative_number_is_an_argument() => Read("repo", "-1").All(Glob).ShouldBe(["-1"]);

    [Fact]
    public void After_two_dashes_everything_is_an_argument() => Read("repo", "--", "--flag").All(Glob).ShouldBe(["--flag"]);

    [Fact]
    public void A_first_argument_that_starts_with_an_at_sign_is_no_file_of_arguments() => Read("@repo")[Repo].ShouldBe("@repo");

    [Theory]
    [InlineData("No such option: --wher. Did you mean '--where'?", "repo", "--wher", "x")]
    [InlineData("Missing argument 'REPO'.")]
    [InlineData("Option '--where' requires an argument.", "repo", "--where")]
    [InlineData("Invalid value for '--processes': 'x' is not a valid integer.", "repo", "-j", "x")]
    [InlineData("Invalid value for '--processes': 0 is less than 1.", "repo", "-j", "0")]
    [InlineData("Invalid value for '--mode': 'free' is not one of 'TREE', 'FLAT'. Did you mean 'TREE'?", "repo", "--mode", "free")]
    public void Mistakes_are_named(string message, params string[] words)
    {
        var error = Should.Throw<UsageException>(() =>
        {
            var values = Read(words);
            _ = (values[Processes], values[Mode]);
        });
        error.Message.ShouldBe(message);
    }

    [Fact]
    public void Help_is_answered_although_arguments_are_missing() => Read("--help")[Help].ShouldBeTrue();

    [Fact]
    public void Superfluous_arguments_are_named() =>
        Should.Throw<UsageException>(() => CommandLineReader.Read(["a", "b", "c"], [Repo], [], []))
            .Message.ShouldBe("Got unexpected extra arguments (b c).");

    private static CommandValues Read(params string[] words) =>
        CommandLineReader.Read(words, [Repo, Glob], [Collections, Where, Mode, Processes, Flag, Help], [Help]);
}
