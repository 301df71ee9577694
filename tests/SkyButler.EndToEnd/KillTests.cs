using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.EndToEnd.Support;

namespace SkyButler.EndToEnd;

/// <summary>Runs and worker processes that are killed at any moment: the run is extended, and nothing shows that anything had happened.</summary>
public sealed class KillTests
{
    private const int Exposures = 6;
    private const int Killed = 137;
    private static readonly string[] OfExecutor = ["run", "-b", "repo", "-p", "chain.yaml", "-i", Spherex.Run];

    // first -> second, third -> last: mocks, whose outputs tell what was read.
    private static string Chain => string.Join('\n',
        "description: mocks", "tasks:", Task("first", "SPHERExImage", "in: rawexp"), Task("second", Plain, "in: f_out"), Task("third", Plain, "in: f_out"),
        Task("last", Plain, "left: second_out", "right: third_out"));

    private const string Plain = "StructuredDataDict";

    private static int Rounds => Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 50 : 5;

    [Fact]
    public Task Threads_that_are_killed_anywhere() => EachAsync("t", async (scene, run, random) =>
    {
        var words = Words(run, "-j", "2");
        var ended = await Executable.RunAsync("pipetask", scene.Folder, words, new Dictionary<string, string> { ["SKYBUTLER_FAULT"] = $"*:{random.Next(1, 150)}" });
        return ended.ExitCode == Killed;
    });

    [Fact]
    public Task Workers_that_are_killed_anywhere() => EachAsync("w", async (scene, run, random) =>
    {
        var words = Words(run, "-j", "2", "--worker-processes");
        var ended = await Executable.RunAsync("pipetask", scene.Folder, words, new Dictionary<string, string> { ["SKYBUTLER_WORKER_FAULT"] = $"*:{random.Next(1, 60)}" });
        return ended.Error.Contains("killed by signal 9", StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("e", false)]
    [InlineData("p", true)]
    public Task Processes_that_are_killed_from_outside(string name, bool isWorker) => EachAsync(name, async (scene, run, random) =>
    {
        var wanted = random.Next(1, 4 * Exposures);
        using var process = Executable.Start("pipetask", scene.Folder, Words(run, "-j", "2", "--worker-processes"));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var wasKilled = false;
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (wasKilled || !line.Contains("Executed ", StringComparison.Ordinal) || --wanted > 0)
                continue;
            wasKilled = isWorker ? KillChild(process.Id) : Kill(process.Id);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return wasKilled;
    });

    [Fact]
    public async Task Quantum_backed_processes_that_are_killed_anywhere()
    {
        using var scene = await Spherex.CreateAsync();
        await PrepareAsync(scene);
        (await Executable.PipetaskAsync(scene.Folder, Words("u/calm"))).Succeeded();
        var calm = await ContentsAsync(scene, "u/calm");
        var killed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var run = string.Create(CultureInfo.InvariantCulture, $"u/q{round}");
            var graph = string.Create(CultureInfo.InvariantCulture, $"q{round}.qg");
            (await Executable.PipetaskAsync(scene.Folder, ["qgraph", .. OfExecutor.Skip(1), "-o", run, "--output-run", run + "/run", "-q", graph, "--qgraph-datastore-records"])).Succeeded();
            (await Executable.PipetaskAsync(scene.Folder, "pre-exec-init-qbb", "repo", graph)).Succeeded();
            var random = new Random(round + 500);
            var ended = await Executable.RunAsync(
                "pipetask", scene.Folder, ["run-qbb", "repo", graph, "-j", "2"], new Dictionary<string, string> { ["SKYBUTLER_FAULT"] = $"*:{random.Next(1, 100)}" });
            killed += ended.ExitCode == Killed ? 1 : 0;
            // Whoever opens the repository meanwhile takes nothing away that a job counts as done.
            (await Executable.ButlerAsync(scene.Folder, "collection-chain", "repo", "u/some", Spherex.Run)).Succeeded();
            (await Executable.PipetaskAsync(scene.Folder, "run-qbb", "repo", graph)).Succeeded();
            (await Executable.ButlerAsync(scene.Folder, "transfer-from-graph", graph, "repo", "--register-dataset-types")).Succeeded();
            (await ContentsAsync(scene, run)).ShouldBe(calm, run);
        }

        killed.ShouldBeGreaterThan(Rounds / 2);
    }

    private static async Task EachAsync(string name, Func<Spherex, string, Random, Task<bool>> disturb)
    {
        using var scene = await Spherex.CreateAsync();
        await PrepareAsync(scene);
        (await Executable.PipetaskAsync(scene.Folder, Words("u/calm"))).Succeeded();
        var calm = await ContentsAsync(scene, "u/calm");
        calm.Count.ShouldBe((4 * 3 * Exposures) + 5);
        var killed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // Repeatable: each round is named in what it leaves.
            var run = string.Create(CultureInfo.InvariantCulture, $"u/{name}{round}");
            if (await disturb(scene, run, new Random(round + (1000 * name[0]))))
                killed++;
            var finished = await MetadataAsync(scene, run);
            await ResumeAsync(scene, run);
            (await ContentsAsync(scene, run)).ShouldBe(calm, run);
            // What had finished was not done again.
            finished.Except(await MetadataAsync(scene, run)).ShouldBeEmpty(run);
            (await Executable.ButlerAsync(scene.Folder, "verify", "repo")).Succeeded();
            // What is there, was recorded, whatever was killed when.
            var recorded = await scene.ButlerAsync("query-provenance", "repo", "--by", "quantum", "--runs", run + "/run", "--status", "successful", "--format", "jsonl");
            recorded.Lines.Select(line => JsonNode.Parse(line)!).Select(q => $"{q["task"]} {q["data_id"]}").Distinct(StringComparer.Ordinal).Count().ShouldBe(4 * Exposures, run);
        }

        killed.ShouldBeGreaterThan(Rounds / 2);
    }

    private static async Task ResumeAsync(Spherex scene, string run)
    {
        var exists = (await scene.ButlerAsync("query-collections", "repo", run + "*", "--format", "jsonl")).Lines.Count > 0;
        var again = await Executable.PipetaskAsync(scene.Folder, exists ? [.. Words(run), "--extend-run", "--clobber-outputs"] : Words(run));
        // Perhaps nothing was left to do.
        if (again.ExitCode != 0)
            again.Error.ShouldContain("QuantumGraph was empty", Case.Sensitive, again.Error);
    }

    private static string[] Words(string run, params string[] more) => [.. OfExecutor, "-o", run, "--output-run", run + "/run", "--register-dataset-types", .. more];

    private static async Task PrepareAsync(Spherex scene)
    {
        await File.WriteAllTextAsync(Path.Combine(scene.Folder, "chain.yaml"), Chain, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(scene.Folder, "more.yaml"),
            ["exposure:", .. Enumerable.Range(3, Exposures - 2).Select(i => $"  - {{instrument: SPX, id: {i}, name: e{i}, exposure_time: 30.0, group_name: g1, group_id: 1, timespan: [2026-01-01T00:0{i}:00, 2026-01-01T00:0{i}:30]}}")],
            TestContext.Current.CancellationToken);
        await scene.ButlerAsync("insert-dimension-records", "repo", "more.yaml");
        await File.WriteAllLinesAsync(
            Path.Combine(scene.Folder, "raws.csv"), ["file,exposure,detector", .. Enumerable.Range(1, Exposures).Select(i => $"{Spherex.SmallImage},{i},0")], TestContext.Current.CancellationToken);
        await scene.ButlerAsync("ingest-files", "repo", "rawexp", Spherex.Run, "raws.csv", "--data-id", "instrument=SPX", "--transfer", "copy");
    }

    // Types and data IDs of what a run holds, with what outputs tell of their inputs but for identifiers.
    private static async Task<IReadOnlyList<string>> ContentsAsync(Spherex scene, string run)
    {
        var lines = (await scene.ButlerAsync("query-datasets", "repo", "*", "--collections", run + "/run", "--show-uri", "--format", "jsonl")).Lines;
        var contents = new List<string>();
        foreach (var line in lines)
        {
            using var row = JsonDocument.Parse(line);
            var values = row.RootElement;
            var type = values.GetProperty("type").GetString()!;
            var text = $"{type} {(values.TryGetProperty("exposure", out var exposure) ? exposure.ToString() : "")}";
            if (type.EndsWith("_out", StringComparison.Ordinal))
                text += await ReadsAsync(new Uri(values.GetProperty("URI").GetString()!).LocalPath);
            contents.Add(text);
        }

        return [.. contents.Order(StringComparer.Ordinal)];
    }

    private static async Task<string> ReadsAsync(string file) => string.Join(
        '\n', (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Where(l => !l.Contains(" id:", StringComparison.Ordinal) && !l.Contains("run:", StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<string>> MetadataAsync(Spherex scene, string run)
    {
        var listing = await Executable.ButlerAsync(scene.Folder, "query-datasets", "repo", "*_metadata", "--collections", run + "*", "--format", "jsonl");
        return listing.ExitCode == 0 ? listing.Column("id") : [];
    }

    private static bool KillChild(int process)
    {
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Threads start processes, too, and each lists its own.
        foreach (var thread in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task")))
            children = [.. children, .. File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return children.Length > 0 && Kill(int.Parse(children[0], CultureInfo.InvariantCulture));
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Task(string label, string storageClass, params string[] inputs)
    {
        var reads = string.Join(", ", inputs.Select(i => i.Split(": ")).Select(i =>
            $"{i[0]}: {{dataset_type_name: {i[1]}, storage_class: {storageClass}, dimensions: [instrument, exposure, detector]}}"));
        var made = label == "first" ? "f_out" : label + "_out";
        return $"  {label}:\n    class: skybutler.MockTask\n    config:\n      dimensions: [instrument, exposure, detector]\n      inputs: {{{reads}}}\n"
            + $"      outputs: {{out: {{dataset_type_name: {made}, dimensions: [instrument, exposure, detector]}}}}";
    }
}
