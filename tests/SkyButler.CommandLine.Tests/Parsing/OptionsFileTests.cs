using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Parsing;

public sealed class OptionsFileTests : IDisposable
{
    private static readonly ValueOption Butler = new("-b", "--butler-config") { Help = "" };
    private static readonly ListOption Input = new("-i", "--input") { Help = "" };
    private static readonly FlagOption Extend = new("--extend-run") { Help = "" };
    private static readonly IReadOnlyList<CommandOption> Options = [Butler, Input, Extend];

    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Values_of_the_file_are_defaults()
    {
        var values = await ApplyAsync("run:\n  b: repo\n  input: [a, b]\n  extend_run: true\nother:\n  x: 1\n", "--input", "c");
        values[Butler].ShouldBe("repo");
        values[Input].ShouldBe(["c"]);
        values[Extend].ShouldBeTrue();
    }

    [Theory]
    [InlineData("run:\n  butlr-config: x\n", "is not an option of 'run'. Did you mean 'butler-config'?")]
    [InlineData("run:\n  extend-run: 7\n", "takes true or false")]
    [InlineData("run: [", "not valid YAML")]
    public async Task Mistakes_in_the_file_are_usage_errors(string text, string message) =>
        (await Should.ThrowAsync<UsageException>(() => ApplyAsync(text))).Message.ShouldContain(message);

    [Fact]
    public async Task A_file_that_is_not_there_is_a_usage_error() => await Should.ThrowAsync<UsageException>(
        () => OptionsFile.ApplyAsync(folder.File("none.yaml"), "run", Options, Read(), TestContext.Current.CancellationToken));

    private async Task<CommandValues> ApplyAsync(string text, params string[] words)
    {
        var file = folder.File("options.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await OptionsFile.ApplyAsync(file, "run", Options, Read(words), TestContext.Current.CancellationToken);
    }

    private static CommandValues Read(params string[] words) => CommandLineReader.Read(words, [], Options, []);
}
