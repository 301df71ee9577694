using System.Text.Json;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>What the removing commands did to a repository of the original's making is listed and taken back.</summary>
public sealed class UndoCommandTests : IDisposable
{
    private readonly TemporaryDirectory repository = SharedFiles.CopyGolden("mixed");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_removed_run_comes_back_with_all_that_queries_tell_of_it()
    {
        var (before, sound) = (await StateAsync(), (await RunAsync("verify")).Output);
        (await RunAsync("remove-runs", "u/alice/run2", "--no-confirm", "--force")).ExitCode.ShouldBe(0);
        (await StateAsync()).ShouldNotBe(before);
        var line = JsonDocument.Parse((await RunAsync("log", "--collections", "u/alice/*", "--format", "jsonl")).Output).RootElement;
        (line.GetProperty("action").GetString(), line.GetProperty("subject").GetString(), line.GetProperty("state").GetString()).ShouldBe(("remove-runs", "u/alice/run2", "done"));
        var run = await RunAsync("undo", line.GetProperty("id").GetString()![..13], "--no-confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldEndWith("It was taken back.\n");
        (await StateAsync()).ShouldBe(before);
        (await RunAsync("verify")).Output.ShouldBe(sound);
        ShouldFail(await RunAsync("undo", "--no-confirm"), "nothing to take back");
    }

    [Fact]
    public async Task A_changed_chain_comes_back_when_told_to()
    {
        var before = await StateAsync();
        (await RunAsync("collection-chain", "u/alice", "u/alice/run2")).ExitCode.ShouldBe(0);
        var changed = await StateAsync();
        (await AnswerAsync("n\n")).Output.ShouldEndWith("Nothing was changed.\n");
        (await StateAsync()).ShouldBe(changed);
        (await AnswerAsync("y\n")).ExitCode.ShouldBe(0);
        (await StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_log_says_how_many_datasets_were_certified()
    {
        (await RunAsync("certify-calibrations", "CamA/calib/20240101", "u/new", "bias_info")).ExitCode.ShouldBe(0);
        var line = JsonDocument.Parse((await RunAsync("log", "--format", "jsonl")).Output).RootElement;
        line.GetProperty("datasets").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task What_was_removed_for_good_is_refused_and_the_room_is_free_at_once()
    {
        (await RunAsync("remove-runs", "u/alice/run2", "--no-confirm", "--force", "--no-undo")).ExitCode.ShouldBe(0);
        Directory.Exists(Path.Combine(repository.Path, ".skybutler", "bin")).ShouldBeFalse();
        ShouldFail(await RunAsync("undo", "--no-confirm"), "for good");
    }

    [Fact]
    public async Task Losses_are_told_and_nothing_is_changed_unless_part_of_it_is_wanted()
    {
        (await RunAsync("remove-runs", "u/alice/run2", "--no-confirm", "--force")).ExitCode.ShouldBe(0);
        foreach (var folder in Directory.GetDirectories(Path.Combine(repository.Path, ".skybutler", "bin"), "files", SearchOption.AllDirectories))
            Directory.Delete(folder, recursive: true);
        var removed = await StateAsync();
        ShouldFail(await RunAsync("undo", "--no-confirm"), "can't be taken back wholly");
        (await StateAsync()).ShouldBe(removed);
        var run = await RunAsync("undo", "--no-confirm", "--partial");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("is not kept any more");
        (await RunAsync("query-collections", "u/alice/run2")).Output.ShouldContain("RUN");
    }

    [Fact]
    public async Task How_to_pass_over_what_can_not_be_taken_back_is_told()
    {
        (await RunAsync("collection-chain", "u/alice", "u/alice/run2")).ExitCode.ShouldBe(0);
        var chain = JsonDocument.Parse((await RunAsync("log", "--format", "jsonl")).Output).RootElement.GetProperty("id").GetString()!;
        (await RunAsync("prune-datasets", "u/alice/run2", "--unstore", "--no-confirm", "--no-undo")).ExitCode.ShouldBe(0);
        ShouldFail(await RunAsync("undo", "--no-confirm"), $"To pass it over, name the one before it, {chain}");
        (await RunAsync("undo", chain, "--no-confirm")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("remove-runs", "u/alice/run2")]
    [InlineData("prune-datasets", "u/alice/run2", "--unstore")]
    public async Task That_it_can_not_be_taken_back_is_said_before_it_is_asked_for(string command, params string[] words)
    {
        await File.AppendAllTextAsync(Path.Combine(repository.Path, "butler.yaml"), "skybutler:\n  undo:\n    gigabytes: 0\n", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("butler", [command, repository.Path, .. words], EnvironmentVariables.Empty, "n\n", TestContext.Current.CancellationToken);
        run.Output.ShouldContain("This can't be taken back by 'butler undo': the bin is switched off");
        run.Output.IndexOf("can't be taken back", StringComparison.Ordinal).ShouldBeLessThan(run.Output.IndexOf("Continue?", StringComparison.Ordinal));
        run = await RunAsync(command, [.. words, "--no-confirm", .. command == "remove-runs" ? ["--force"] : Array.Empty<string>()]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("can't be taken back");
    }

    [Fact]
    public async Task A_bin_that_can_not_be_written_is_told_before_the_question()
    {
        Directory.CreateDirectory(Path.Combine(repository.Path, ".skybutler"));
        await File.WriteAllTextAsync(Path.Combine(repository.Path, ".skybutler", "bin"), "in the way", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("butler", ["remove-runs", repository.Path, "u/alice/run2"], EnvironmentVariables.Empty, "y\n", TestContext.Current.CancellationToken);
        ShouldFail(run, "--no-undo");
        run.Output.ShouldNotContain("Continue?");
    }

    private async Task<string> StateAsync() =>
        (await RunAsync("query-collections", "--chains", "flatten")).Output
        + (await RunAsync("query-collections")).Output
        + (await RunAsync("query-datasets", "*", "--collections", "*", "--find-all", "--show-uri", "--format", "csv")).Output;

    private static void ShouldFail(CommandRun run, string reason)
    {
        run.ExitCode.ShouldBe(1);
        run.ErrorLines[^1].ShouldContain(reason);
    }

    private Task<CommandRun> RunAsync(string command, params string[] words) => CommandRun.OfAsync("butler", [command, repository.Path, .. words]);

    private Task<CommandRun> AnswerAsync(string answer) =>
        CommandRun.OfAsync("butler", ["undo", repository.Path], EnvironmentVariables.Empty, answer, TestContext.Current.CancellationToken);
}
