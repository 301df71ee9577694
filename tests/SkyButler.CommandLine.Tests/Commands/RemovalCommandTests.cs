using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>The commands that remove say what they will do, ask, and do that.</summary>
public sealed class RemovalCommandTests : IDisposable
{
    private readonly TemporaryDirectory repository = SharedFiles.CopyGolden("mixed");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Pruning_shows_what_goes_and_removes_it_when_told_to()
    {
        var run = await AnswerAsync("y\n", "prune-datasets", "--purge", "u/alice/run2");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Continue?");
        run.Output.ShouldEndWith("The datasets were removed.\n");
        (await CountAsync("u/alice/run2")).ShouldBe(0);
    }

    [Theory]
    [InlineData("n\n", 0, "Did not remove the datasets.")]
    [InlineData("", 1, "")]
    public async Task Nothing_goes_without_a_yes(string answer, int code, string last)
    {
        var before = await CountAsync("u/alice/run2");
        before.ShouldBeGreaterThan(0);
        var run = await AnswerAsync(answer, "prune-datasets", "u/alice/run2", "--unstore");
        run.ExitCode.ShouldBe(code);
        run.Output.TrimEnd().ShouldEndWith(last);
        (await CountAsync("u/alice/run2")).ShouldBe(before);
    }

    [Fact]
    public async Task Without_a_question_the_list_comes_after_the_deed()
    {
        var run = await RunAsync("prune-datasets", "u/alice/run2", "--unstore", "--no-confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith("Removed the following datasets:\n");
        (await CountAsync("u/alice/run2")).ShouldBeGreaterThan(0);
        (await RunAsync("query-datasets", "*", "--collections", "u/alice/run2", "--show-uri", "--format", "csv")).Output.ShouldContain("#predicted");
    }

    [Fact]
    public async Task A_quiet_prune_and_an_empty_one_say_what_they_should()
    {
        (await RunAsync("prune-datasets", "u/alice/run2", "--unstore", "--quiet")).Output.ShouldBeEmpty();
        (await RunAsync("prune-datasets", "u/alice/run2", "--datasets", "nope*", "--unstore", "--no-confirm")).Output.ShouldContain("Did not find any datasets.");
    }

    [Fact]
    public async Task A_dry_run_only_shows()
    {
        var before = await CountAsync("u/alice/run2");
        var run = await RunAsync("prune-datasets", "--purge", "u/alice/run2", "--dry-run");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("u/alice/run2");
        (await CountAsync("u/alice/run2")).ShouldBe(before);
    }

    [Theory]
    [InlineData("nothing to do", "u/alice/run2")]
    [InlineData("can't be given together", "--purge", "u/alice/run2", "--disassociate", "x")]
    [InlineData("Name the collections", "--unstore")]
    [InlineData("can't be purged", "--purge", "CamA/calib")]
    [InlineData("can't be given together", "u/alice/run2", "--unstore", "--quiet", "--dry-run")]
    [InlineData("--find-all", "u/*", "--unstore")]
    public async Task What_contradicts_itself_is_refused(string reason, params string[] words)
    {
        var run = await RunAsync(["prune-datasets", .. words]);
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(reason);
    }

    [Fact]
    public async Task A_run_goes_with_its_datasets_and_leaves_its_chains()
    {
        var refused = await RunAsync("remove-runs", "CamA/raw/all", "--no-confirm");
        refused.ExitCode.ShouldBe(1);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldContain("--force");
        var run = await RunAsync("remove-runs", "CamA/raw/all", "--no-confirm", "--force");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("raw_md(");
        var left = await RunAsync("query-collections", "*", "--format", "csv");
        left.Output.ShouldNotContain("CamA/raw/all");
        left.Output.ShouldContain("CamA/defaults");
    }

    [Fact]
    public async Task Runs_are_never_removed_by_the_command_for_other_collections()
    {
        var run = await AnswerAsync("y\n", "remove-collections", "CamA/*", "--remove-from-parents");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("remove-runs");
        var left = await RunAsync("query-collections", "CamA/*", "--chains", "NO-CHILDREN", "--format", "csv");
        left.Output.ShouldContain("CamA/raw/all");
        left.Output.ShouldNotContain("CALIBRATION");
        left.Output.ShouldNotContain("CHAINED");
    }

    [Fact]
    public async Task A_member_of_a_chain_stays_unless_it_may_leave()
    {
        var run = await RunAsync("remove-collections", "CamA/calib", "--no-confirm");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--remove-from-parents");
    }

    [Theory]
    [InlineData("remove-collections")]
    [InlineData("remove-runs")]
    public async Task What_is_not_there_needs_no_removal(string command)
    {
        var run = await RunAsync(command, "nope", "--no-confirm");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith("No ");
    }

    [Fact]
    public async Task A_dataset_type_goes_if_it_has_no_datasets()
    {
        (await RunAsync("register-dataset-type", "draft", "StructuredDataDict", "instrument")).ExitCode.ShouldBe(0);
        var removed = await RunAsync("remove-dataset-type", "dra*");
        removed.ExitCode.ShouldBe(0, removed.Error);
        removed.Error.ShouldContain("Removed the dataset type 'draft'");
        var refused = await RunAsync("remove-dataset-type", "raw_md");
        refused.ExitCode.ShouldBe(1);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldContain("remove those first");
        (await RunAsync("remove-dataset-type", "raw_mdd")).ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean");
    }

    [Fact]
    public async Task A_good_configuration_has_no_problems_and_a_bad_one_is_told()
    {
        (await RunAsync("config-validate")).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldBe("No problems encountered with configuration.\n"));
        var config = Path.Combine(repository.Path, "butler.yaml");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Cancel)).Replace("datastore:\n", "datastore:\n  templates:\n    raw_md: \"{run:/}/{datasetType}/{exposure}\"\n", StringComparison.Ordinal), Cancel);
        var bad = await RunAsync("config-validate", "--format", "jsonl");
        bad.ExitCode.ShouldBe(1, bad.Error);
        bad.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("raw_md");
        (await RunAsync("config-validate", "--quiet", "-d", "raw_md")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldBeEmpty());
        (await RunAsync("config-validate", "--ignore", "raw_*")).ExitCode.ShouldBe(0);
    }

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.OfAsync("butler", [words[0], repository.Path, .. words[1..]]);

    private Task<CommandRun> AnswerAsync(string answer, params string[] words) =>
        CommandRun.OfAsync("butler", [words[0], repository.Path, .. words[1..]], EnvironmentVariables.Empty, answer, Cancel);

    private async Task<int> CountAsync(string run) =>
        (await RunAsync("query-datasets", "*", "--collections", run, "--format", "jsonl")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
