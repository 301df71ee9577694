using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Programs;

public sealed class ProgramTests
{
    [Fact]
    public async Task The_executable_alone_lists_its_programs()
    {
        var run = await CommandRun.OfAsync("skybutler");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("butler ");
        run.Output.ShouldContain("pipetask ");
        run.Output.ShouldContain("astrometadata ");
    }

    [Fact]
    public async Task A_program_runs_by_its_own_name_or_as_the_first_word()
    {
        var byName = await CommandRun.OfAsync("butler", "create", "--help");
        var byWord = await CommandRun.OfAsync("skybutler", "butler", "create", "--help");
        byWord.ShouldBe(byName);
        byName.Output.ShouldStartWith("Usage: butler create [OPTIONS] REPO\n");
    }

    [Theory]
    [InlineData("butler")]
    [InlineData("pipetask")]
    [InlineData("astrometadata")]
    [InlineData("skybutler")]
    public async Task Every_program_tells_its_version(string program)
    {
        var run = await CommandRun.OfAsync(program, "--version");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain(ProductVersion.Text);
    }

    [Fact]
    public async Task What_a_failure_quotes_cant_steer_the_terminal_nor_flood_it()
    {
        var run = await CommandRun.OfAsync("butler", "query-collections", "no\e[31mwhere\r" + new string('x', 100_000));
        run.ExitCode.ShouldBe(1);
        run.Error.Length.ShouldBeLessThan(3000);
        run.Error.TrimEnd('\n').Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public async Task An_image_is_not_drawn_over_the_file_that_it_is_read_from()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("a.fits"), "pixels", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("butler", "view", folder.File("a.fits"), "-o", Path.Combine(folder.Path, ".", "a.fits"));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("itself");
        (await File.ReadAllTextAsync(folder.File("a.fits"), TestContext.Current.CancellationToken)).ShouldBe("pixels");
    }

    [Theory]
    [InlineData("Did you mean 'create'?", "butler", "creat", "repo")]
    [InlineData("Did you mean '--long-log'?", "butler", "--long-lg", "create", "repo")]
    [InlineData("Did you mean 'butler'?", "skybutler", "butlr")]
    [InlineData("goes before the command's name", "butler", "create", "repo", "--log-level=DEBUG")]
    [InlineData("Missing argument 'REPO'", "butler", "create")]
    [InlineData("Missing option '-b' / '--butler-config'", "pipetask", "run")]
    [InlineData("not one of 'CRITICAL'", "butler", "--log-level", "LOUD", "create", "repo")]
    public async Task A_usage_error_is_one_line_and_exits_2(string message, string program, params string[] words)
    {
        var run = await CommandRun.OfAsync(program, words);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(message);
    }

    [Fact]
    public void Commands_are_sorted_by_name_and_have_distinct_option_spellings()
    {
        foreach (var program in new[] { "butler", "pipetask", "astrometadata" }.Select(name => ProgramCatalog.Find(name)!))
        {
            program.Commands.Select(command => command.Name).ShouldBe(program.Commands.Select(command => command.Name).Order(StringComparer.Ordinal));
            foreach (var command in program.Commands)
            {
                var spellings = HelpText.OptionsOf(command.Make().Definition).SelectMany(option => option.Spellings).ToList();
                spellings.ShouldBeUnique(command.Name);
            }
        }
    }

    [Fact]
    public void Docs_commands_shows_the_help_of_every_command() =>
        Approval.Check(CommandReference.Write(), Checkout.File("docs/commands.md"));
}
