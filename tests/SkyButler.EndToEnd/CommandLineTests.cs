using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Output_that_cant_be_written_is_told_in_one_line()
    {
        var run = await Executable.RunAsync("/bin/sh", folder.Path, ["-c", $"'{Executable.Find("butler")}' --help > /dev/full"]);
        run.FailedInOneLine("No space left");
    }

    [Fact]
    public async Task The_name_of_a_link_chooses_the_program()
    {
        (await Executable.RunAsync("butler", folder.Path, ["--version"])).Succeeded().Output.ShouldStartWith("butler (SkyButler) ");
        (await Executable.RunAsync("pipetask", folder.Path, ["--version"])).Succeeded().Output.ShouldStartWith("pipetask (SkyButler) ");
        (await Executable.RunAsync("skybutler", folder.Path, ["butler", "--version"])).Succeeded().Output.ShouldStartWith("butler (SkyButler) ");
        (await Executable.RunAsync("skybutler", folder.Path, [])).Succeeded().Output.ShouldContain("Programs:");
    }

    [Fact]
    public async Task A_link_of_any_place_works()
    {
        var link = folder.File("butler");
        File.CreateSymbolicLink(link, Executable.Find("skybutler"));
        (await Executable.RunAsync(link, folder.Path, ["create", "--help"])).Succeeded().Output.ShouldStartWith("Usage: butler create ");
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_news()
    {
        await CreateAsync();
        var run = await Executable.RunAsync(
            "/bin/sh", folder.Path, ["-c", $"'{Executable.Find("butler")}' query-dimension-records repo detector --limit 0 --format jsonl | head -1"]);
        run.Succeeded().Error.ShouldBeEmpty();
        run.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Logs_go_to_files_in_text_and_json()
    {
        await CreateAsync();
        var run = await Executable.ButlerAsync(
            folder.Path, "--no-log-tty", "--log-file", "log.txt,log.json", "--log-label", "night=1", "query-datasets", "repo", "nosuch", "--collections", "*");
        run.Succeeded().Error.ShouldBeEmpty();
        (await File.ReadAllTextAsync(folder.File("log.txt"), TestContext.Current.CancellationToken)).ShouldContain(" WARNING: ");
        (await File.ReadAllTextAsync(folder.File("log.json"), TestContext.Current.CancellationToken)).ShouldContain("\"MDC\":{\"night\":\"1\"}");
    }

    [Fact]
    public async Task A_stack_trace_is_shown_to_those_who_debug()
    {
        var run = await Executable.ButlerAsync(folder.Path, "--log-level", "DEBUG", "query-collections", "nowhere");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("   at ");
        (await Executable.ButlerAsync(folder.Path, "query-collections", "nowhere")).FailedInOneLine("nowhere");
    }

    private async Task CreateAsync()
    {
        (await Executable.ButlerAsync(folder.Path, "create", "repo")).Succeeded();
        await File.WriteAllTextAsync(
            folder.File("cam.yaml"), "name: Cam\nclass: a.Cam\ndetectors:\n  - {ids: 0..4999, full_name: \"D{id:0000}\"}\n", TestContext.Current.CancellationToken);
        (await Executable.ButlerAsync(folder.Path, "register-instrument", "repo", "cam.yaml")).Succeeded();
    }
}
