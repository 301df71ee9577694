using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>What goes wrong on a first day is told in one line, which says where it was and what can be done.</summary>
public sealed class AdviceTests : IDisposable
{
    private const string Camera = "name: Cam\nclass: a.Cam\nexposure_max: 10\ndetector_max: 2\nvisit_system: one-to-one\ndetectors:\n  - {ids: 0..1, full_name: \"D{id}\"}\n";
    private readonly TemporaryDirectory folder = new();

    private string Repository => folder.File("repo");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Records_that_are_there_name_the_options_for_that()
    {
        await MakeAsync();
        var records = await WriteAsync("filters.yaml", "physical_filter:\n  - {instrument: Cam, name: r, band: r}\n");
        await DoAsync("insert-dimension-records", Repository, records);
        await RefusedAsync(["insert-dimension-records", Repository, records], "filters.yaml", "physical_filter: 'r'", "--skip-existing", "--replace");
        await DoAsync("insert-dimension-records", Repository, records, "--skip-existing");
    }

    [Fact]
    public async Task Files_that_are_taken_in_twice_name_the_run_and_what_to_do()
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        var ingest = (string[])["ingest-files", Repository, "info", "r", folder.File("t.csv"), "--data-id", "instrument=Cam", "--prefix", folder.Path, "-t", "copy"];
        await RefusedAsync(ingest, "detector: 0", "run 'r'", "choose another run", "butler prune-datasets");
    }

    [Theory]
    [InlineData]
    [InlineData("--batch-size", "1")]
    public async Task Files_that_are_passed_over_are_not_counted_as_taken_in(params string[] words)
    {
        await MakeAsync();
        await WriteAsync("x.yaml", "a: 1\n");
        await WriteAsync("y.yaml", "a: 2\n");
        var table = await WriteAsync("t.csv", "file,detector\nx.yaml,0\n");
        string[] ingest = ["ingest-files", Repository, "info", "r", table, "--data-id", "instrument=Cam", "--prefix", folder.Path, "-t", "copy", "--skip-existing"];
        (await DoAsync(ingest)).Error.ShouldContain("1 files are taken into the run 'r'.");
        await WriteAsync("t.csv", "file,detector\nx.yaml,0\ny.yaml,1\n");
        (await DoAsync([.. ingest, .. words])).Error.ShouldContain("1 files are taken into the run 'r'; 1 were there before.");
    }

    [Fact]
    public async Task Where_a_batch_fails_those_before_it_are_told_of_and_what_was_passed_over_is_not_counted_as_taken_in()
    {
        await MakeAsync();
        await WriteAsync("x.yaml", "a: 1\n");
        await WriteAsync("y.yaml", "a: 2\n");
        var table = await WriteAsync("t.csv", "file,detector\nx.yaml,0\n");
        string[] ingest = ["ingest-files", Repository, "info", "r", table, "--data-id", "instrument=Cam", "--prefix", folder.Path, "-t", "copy", "--skip-existing", "--batch-size", "1"];
        await DoAsync(ingest);
        await WriteAsync("t.csv", "file,detector\nx.yaml,0\ny.yaml,1\nnosuch.yaml,2\n");
        var failed = await CommandRun.OfAsync("butler", ingest);
        failed.ExitCode.ShouldNotBe(0);
        failed.Error.ShouldContain("1 of 3 files are taken in, 1 were there before: the first 2 of the table; pass over them the next time (--skip-existing).");
    }

    [Theory]
    [InlineData]
    [InlineData("--zip")]
    public async Task A_missing_file_is_told_with_its_dataset_and_nothing_is_left(params string[] words)
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        var lost = Directory.GetFiles(Path.Combine(Repository, "r"), "*D1*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.Delete(lost);
        await RefusedAsync(["retrieve-artifacts", Repository, folder.File("out") + "/", "-d", "info", "--collections", "r", "-t", "copy", .. words], lost, "of the dataset", "butler verify", "--where");
        Directory.GetFiles(folder.File("out"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_names_say_what_there_is()
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        await RefusedAsync(["query-datasets", Repository, "info", "--collections", "r", "--order-by", "nonsense"], "'nonsense'", "--order-by", "instrument, detector");
        await RefusedAsync(["query-datasets", Repository, "info", "--collections", "r", "--order-by", "detctor"], "Did you mean 'detector'?");
        await RefusedAsync(["query-datasets", Repository, "info", "--collections", "none"], "'none'", "butler query-collections");
        await RefusedAsync(["query-datasets", Repository, "info", "--collections", "none,rr"], "'none', 'rr'", "Did you mean 'r'?");
        var pipeline = await WriteAsync("pipeline.yaml", "description: none\ntasks:\n  isr: skybutler.examples.IsrTask\n");
        var run = await CommandRun.OfAsync("pipetask", "run", "-b", Repository, "-p", pipeline, "-i", "rr", "-o", "u/me/out");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'r'?");
    }

    [Fact]
    public async Task A_certification_that_conflicts_names_what_it_meets_and_ways_that_there_are()
    {
        await MakeAsync();
        await DoAsync("register-dataset-type", Repository, "bias", "StructuredDataDict", "instrument", "detector", "--is-calibration");
        await IngestAsync("bias", "b");
        await DoAsync("certify-calibrations", Repository, "b", "calib", "bias", "--begin-date", "2024-01-01", "--end-date", "2024-02-01");
        string[] again = ["certify-calibrations", Repository, "b", "calib", "bias", "--begin-date", "2024-01-15"];
        await RefusedAsync(again, "2 validity ranges", "[2024-01-01T00:00:00, 2024-02-01T00:00:00)", "another collection", "'butler undo'");
        await DoAsync("undo", Repository, "--no-confirm");
        await DoAsync(again);
    }

    [Fact]
    public async Task Questions_that_nobody_answers_leave_the_line_to_what_follows()
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        var silent = await CommandRun.OfAsync("butler", ["remove-runs", Repository, "r"], EnvironmentVariables.Empty, "", Cancel);
        silent.Output.ShouldEndWith("[y/N]: \n");
        var piped = await CommandRun.OfAsync("butler", ["remove-runs", Repository, "r"], EnvironmentVariables.Empty, "n\n", Cancel);
        piped.Output.ShouldContain("[y/N]: \n");
    }

    [Theory]
    [InlineData("migrate", "repo", "Missing argument 'ACTION': choose list, explain or upgrade.")]
    [InlineData("migrate", "upgrad", "Did you mean 'upgrade'?")]
    public async Task A_choice_that_was_left_out_is_named(string command, string word, string message)
    {
        var run = await CommandRun.OfAsync("butler", command, word);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(message);
    }

    [Fact]
    public async Task Why_takes_a_data_id_either_way()
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        var positional = await DoAsync("why", Repository, "info", "instrument=Cam", "detector=0", "--collections", "r");
        (await DoAsync("why", Repository, "info", "--data-id", "instrument=Cam,detector=0", "--collections", "r")).Output.ShouldBe(positional.Output);
    }

    [Fact]
    public async Task At_level_debug_it_is_told_what_was_opened_and_what_the_database_was_asked()
    {
        await MakeAsync();
        await IngestAsync("info", "r");
        (await DoAsync("query-collections", Repository)).Error.ShouldBeEmpty();
        var told = await DoAsync("--log-level", "DEBUG", "query-collections", Repository);
        told.Output.ShouldBe((await DoAsync("query-collections", Repository)).Output);
        told.ErrorLines[0].ShouldContain($"opened {Repository}");
        told.ErrorLines[0].ShouldContain("for reading: database ");
        told.ErrorLines[0].ShouldContain("universe daf_butler version");
        told.ErrorLines.Skip(1).ShouldContain(line => line.Contains(" ms, 1 rows: SELECT ", StringComparison.Ordinal) && line.Contains("FROM", StringComparison.Ordinal));
        var written = await DoAsync("--log-level", "DEBUG", "collection-chain", Repository, "chain", "r");
        written.ErrorLines.ShouldContain(line => line.Contains("1 rows: INSERT INTO collection", StringComparison.Ordinal));
    }

    private async Task MakeAsync()
    {
        await DoAsync("create", Repository);
        await DoAsync("register-instrument", Repository, await WriteAsync("cam.yaml", Camera));
        await DoAsync("register-dataset-type", Repository, "info", "StructuredDataDict", "instrument", "detector");
    }

    private async Task IngestAsync(string type, string run)
    {
        await WriteAsync("x.yaml", "a: 1\n");
        await WriteAsync("y.yaml", "a: 2\n");
        var table = await WriteAsync("t.csv", "file,detector\nx.yaml,0\ny.yaml,1\n");
        await DoAsync("ingest-files", Repository, type, run, table, "--data-id", "instrument=Cam", "--prefix", folder.Path, "-t", "copy");
    }

    private async Task<string> WriteAsync(string name, string content)
    {
        await File.WriteAllTextAsync(folder.File(name), content, Cancel);
        return folder.File(name);
    }

    private static async Task<CommandRun> DoAsync(params IReadOnlyList<string> words)
    {
        var run = await CommandRun.OfAsync("butler", words);
        run.ExitCode.ShouldBe(0, run.Error);
        return run;
    }

    private static async Task RefusedAsync(IReadOnlyList<string> words, params string[] parts)
    {
        var run = await CommandRun.OfAsync("butler", words);
        run.ExitCode.ShouldBe(1);
        var line = run.ErrorLines.ShouldHaveSingleItem();
        foreach (var part in parts)
            line.ShouldContain(part);
    }
}
