using System.Diagnostics;
using SkyButler.EndToEnd.Support;
using SkyButler.EndToEnd.Tasks;

namespace SkyButler.EndToEnd;

/// <summary>Ctrl-C and SIGTERM: the process stops soon, says so in one line, and leaves a repository with which the next command works.</summary>
public sealed class SignalTests
{
    private const string FaultVariable = "SKYBUTLER_FAULT";
    private const string PlugInVariable = "SKYBUTLER_PLUGINS";
    private const string Stopped = "Stopped; what was finished is kept";

    [Theory]
    [InlineData("journal.after-write:1:int", 130)]
    [InlineData("put.after-stage:1:term", 143)]
    [InlineData("put.after-rows:1:int", 130)]
    public async Task An_ingest_that_is_stopped_takes_in_all_files_or_none(string moment, int exitCode)
    {
        using var spherex = await Spherex.CreateAsync();
        File.WriteAllText(Path.Combine(spherex.Folder, "both.csv"), $"file,exposure,detector\n{Spherex.SmallImage},1,0\n{Spherex.SmallImage},2,0\n");
        string[] ingest = ["ingest-files", "repo", "rawexp", Spherex.Run, "both.csv", "--data-id", "instrument=SPX", "--transfer", "copy"];
        var run = await Executable.RunAsync("butler", spherex.Folder, ingest, new Dictionary<string, string> { [FaultVariable] = moment });
        run.ExitCode.ShouldBe(exitCode, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(Stopped);
        (await CountAsync(spherex, "rawexp")).ShouldBe(0);
        await spherex.ButlerAsync(ingest);
        (await CountAsync(spherex, "rawexp")).ShouldBe(2);
    }

    [Fact]
    public async Task An_ingest_that_waits_for_its_table_is_stopped()
    {
        using var spherex = await Spherex.CreateAsync();
        using var process = Executable.Start(
            "butler", spherex.Folder, ["ingest-files", "repo", "rawexp", Spherex.Run, "/dev/stdin", "--data-id", "instrument=SPX", "--transfer", "copy"]);
        // More than a pipe holds, so that some of it has been read when all of it is written.
        await process.StandardInput.WriteAsync("file,exposure,detector\n" + string.Concat(Enumerable.Repeat($"{Spherex.SmallImage},1,0\n", 50_000)));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await SignalAsync(process, "-INT");
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem().ShouldStartWith(Stopped);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(130);
        (await CountAsync(spherex, "rawexp")).ShouldBe(0);
        await spherex.IngestAsync(1, "copy");
        (await CountAsync(spherex, "rawexp")).ShouldBe(1);
    }

    [Fact]
    public async Task A_signal_that_comes_when_files_get_their_names_comes_too_late()
    {
        using var spherex = await Spherex.CreateAsync();
        var table = spherex.Table("one.csv", Spherex.SmallImage, 1);
        string[] ingest = ["ingest-files", "repo", "rawexp", Spherex.Run, table, "--data-id", "instrument=SPX", "--transfer", "copy"];
        var run = await Executable.RunAsync("butler", spherex.Folder, ingest, new Dictionary<string, string> { [FaultVariable] = "batch.before-rename:1:term" });
        run.Succeeded().ErrorLines.ShouldHaveSingleItem().ShouldContain("1 files are taken into the run");
        (await CountAsync(spherex, "rawexp")).ShouldBe(1);
    }

    [Theory]
    [InlineData("journal.after-write:3:int", 130)]
    [InlineData("put.after-rows:3:term", 143)]
    public async Task A_pipeline_that_is_stopped_while_it_writes_can_be_extended(string moment, int exitCode)
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        await spherex.IngestAsync(2, "copy");
        string[] run =
        [
            "run", "-b", "repo", "-p", Spherex.Pipeline, "-i", $"{Spherex.Run},{Spherex.DarkRun}", "-o", "u/me", "--output-run", "u/me/1", "--register-dataset-types",
        ];
        var stopped = await Executable.RunAsync("pipetask", spherex.Folder, run, new Dictionary<string, string> { [FaultVariable] = moment });
        stopped.ExitCode.ShouldBe(exitCode, stopped.Error);
        stopped.ErrorLines[^1].ShouldStartWith(Stopped);
        // What had ended was stored all the same; perhaps nothing is left to do.
        var done = await CountAsync(spherex, "postDark");
        var again = await Executable.PipetaskAsync(spherex.Folder, [.. run, "--extend-run", "--skip-existing", "--clobber-outputs"]);
        if (done < 2)
            again.Succeeded();
        else
            again.Error.ShouldContain("(2 were done before)");
        (await CountAsync(spherex, "postDark")).ShouldBe(2);
    }

    [Theory]
    [InlineData("-INT", 130, false)]
    [InlineData("-TERM", 143, false)]
    [InlineData("-HUP", 129, false)]
    [InlineData("-INT", 130, true)]
    public async Task A_task_at_work_is_stopped_whether_it_listens_or_not(string signal, int exitCode, bool isDeaf)
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        using var process = Executable.Start("pipetask", spherex.Folder, WaitWords(isDeaf), PlugIn(spherex));
        var token = TestContext.Current.CancellationToken;
        var lines = new List<string>();
        while (await process.StandardError.ReadLineAsync(token) is { } line && !line.EndsWith($": {WaitTask.Message}", StringComparison.Ordinal))
            lines.Add(line);
        process.HasExited.ShouldBeFalse(string.Join('\n', lines));
        await SignalAsync(process, signal);
        var rest = (await process.StandardError.ReadToEndAsync(token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(token);
        process.ExitCode.ShouldBe(exitCode, string.Join('\n', rest));
        rest[^1].ShouldStartWith(Stopped);
        (await CountAsync(spherex, "waited")).ShouldBe(0);
        await spherex.ButlerAsync("register-instrument", "repo", "spx.yaml");
    }

    [Fact]
    public async Task A_deaf_task_does_not_keep_the_process_after_its_time()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        var run = await Executable.RunAsync("pipetask", spherex.Folder, [.. WaitWords(isDeaf: true), "--timeout", "1"], PlugIn(spherex));
        run.ExitCode.ShouldBe(1, run.Error);
        run.Error.ShouldContain("TIMED_OUT: <wait dataId=");
        run.ErrorLines[^1].ShouldStartWith("Error: 0 quanta succeeded, 1 failed");
        (await CountAsync(spherex, "waited")).ShouldBe(0);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("/bin/kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static string[] WaitWords(bool isDeaf) =>
    [
        "run", "-b", "repo", "-t", "endtoend.WaitTask:wait", "-c", $"wait:isDeaf={isDeaf}", "-i", Spherex.Run, "-o", "u/wait", "--register-dataset-types",
    ];

    private static Dictionary<string, string> PlugIn(Spherex spherex)
    {
        var folder = Directory.CreateDirectory(Path.Combine(spherex.Folder, "plugins")).FullName;
        var own = typeof(WaitTask).Assembly.Location;
        // The attributes by which a test assembly names its runner come along.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(own)!, "xunit*.dll").Append(own))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return new() { [PlugInVariable] = folder };
    }

    private static async Task<int> CountAsync(Spherex spherex, string type) =>
        (await spherex.ButlerAsync("query-datasets", "repo", type + "*", "--collections", "*", "--format", "jsonl")).Lines.Count;
}
