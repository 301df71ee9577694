using System.Text.Json;
using SkyButler.EndToEnd.Support;

namespace SkyButler.EndToEnd;

/// <summary>Processes that are killed at a planned moment of their writing; what the next command finds, and that one that writes cleans up.</summary>
public sealed class FaultTests
{
    private const int Killed = 128 + 9;
    private const string FaultVariable = "SKYBUTLER_FAULT";

    // The files by which writers take turns; they stay.
    private static readonly string[] Turns = ["gate", "spherex.sqlite3.turn", "spherex.sqlite3.writer", "spherex.sqlite3.names"];

    /// <summary>Every moment between the first file and the last row.</summary>
    public static TheoryData<string> Moments =>
    [
        "journal.before-write:1", "journal.after-write:1", "put.after-stage:1", "batch.before-flush:1", "batch.before-rename:1",
        "batch.after-rename:1", "batch.after-sync:1", "put.after-rows:1", "put.before-commit:1",
        "put.after-commit:1", "journal.before-close:1", "put.after-close:1",
    ];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_killed_ingest_leaves_all_datasets_or_none(string moment)
    {
        using var spherex = await Spherex.CreateAsync();
        File.WriteAllText(
            Path.Combine(spherex.Folder, "both.csv"), $"file,exposure,detector\n{Spherex.SmallImage},1,0\n{Spherex.SmallImage},2,0\n{Spherex.SmallImage},1,1\n");
        string[] ingest = ["ingest-files", "repo", "rawexp", Spherex.Run, "both.csv", "--data-id", "instrument=SPX", "--transfer", "copy"];
        await KillAsync("butler", spherex, moment, ingest);
        var stored = await CheckAsync(spherex);
        stored.Count.ShouldBeOneOf(0, 3);
        if (stored.Count == 0)
            await spherex.ButlerAsync(ingest);
        await spherex.ButlerAsync("register-instrument", "repo", "spx.yaml");
        (await CheckAsync(spherex)).Count.ShouldBe(3);
        (await StraysAsync(spherex)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ingest_that_was_killed_between_batches_goes_on_where_it_was()
    {
        using var spherex = await Spherex.CreateAsync();
        string[] ingest = [.. MoveOf(spherex, "copy"), "--batch-size", "1"];
        await KillAsync("butler", spherex, "batch.before-rename:3", ingest);
        (await CheckAsync(spherex)).Count.ShouldBe(2);
        (await Executable.ButlerAsync(spherex.Folder, ingest)).ExitCode.ShouldNotBe(0);
        await spherex.ButlerAsync([.. ingest, "--skip-existing"]);
        (await CheckAsync(spherex)).Count.ShouldBe(3);
        (await StraysAsync(spherex)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_move_that_was_killed_while_it_removed_what_it_had_taken_in_goes_on()
    {
        using var spherex = await Spherex.CreateAsync();
        var ingest = MoveOf(spherex, "move");
        await KillAsync("butler", spherex, "batch.after-source:1", ingest);
        (await CheckAsync(spherex)).Count.ShouldBe(3);
        Directory.GetFiles(spherex.Folder, "m*.fits").ShouldNotBeEmpty();
        await spherex.ButlerAsync([.. ingest, "--skip-existing"]);
        Directory.GetFiles(spherex.Folder, "m*.fits").ShouldBeEmpty();
        (await CheckAsync(spherex)).Count.ShouldBe(3);

        // What is not the same stays, whatever was asked.
        File.WriteAllText(Path.Combine(spherex.Folder, "m0.fits"), "another");
        (await Executable.ButlerAsync(spherex.Folder, [.. ingest, "--skip-existing"])).Error.ShouldContain("another content");
        File.Exists(Path.Combine(spherex.Folder, "m0.fits")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("removal.after-rows:1", "--no-undo")]
    [InlineData("removal.after-rows:1", "--undo")]
    [InlineData("trash.before-delete:1", "--no-undo")]
    [InlineData("trash.after-delete:1", "--undo")]
    [InlineData("file.after-delete:1", "--no-undo")]
    public async Task A_removal_that_was_killed_is_ended_by_the_same_command(string moment, string undo)
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.ButlerAsync(MoveOf(spherex, "copy"));
        string[] prune = ["prune-datasets", "repo", "--purge", Spherex.Run, "--no-confirm", undo];
        await KillAsync("butler", spherex, moment, prune);
        await spherex.ButlerAsync(prune);
        await spherex.ButlerAsync("verify", "repo");
        (await CheckAsync(spherex)).ShouldBeEmpty();
        (await StraysAsync(spherex)).Where(p => !p.Contains("/.skybutler/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_whose_removal_was_killed_are_gone_after_the_same_command()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.ButlerAsync(MoveOf(spherex, "copy"));
        string[] remove = ["remove-runs", "repo", Spherex.Run, "--no-confirm", "--no-undo"];
        await KillAsync("butler", spherex, "trash.before-delete:1", remove);
        await spherex.ButlerAsync(remove);
        await spherex.ButlerAsync("verify", "repo");
        (await StraysAsync(spherex)).Where(p => !p.Contains("/.skybutler/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // Three files of their own, and the command that takes them in.
    private static string[] MoveOf(Spherex spherex, string transfer)
    {
        var rows = new List<string> { "file,exposure,detector" };
        foreach (var (exposure, detector) in new[] { (1, 0), (2, 0), (1, 1) })
        {
            var name = $"m{rows.Count - 1}.fits";
            File.Copy(Spherex.SmallImage, Path.Combine(spherex.Folder, name));
            rows.Add($"{name},{exposure},{detector}");
        }

        File.WriteAllLines(Path.Combine(spherex.Folder, "three.csv"), rows);
        return ["ingest-files", "repo", "rawexp", Spherex.Run, "three.csv", "--data-id", "instrument=SPX", "--transfer", transfer];
    }

    /// <summary>Some of them; all in a full campaign.</summary>
    public static TheoryData<string> SomeMoments => Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 }
        ? Moments
        : ["journal.after-write:2", "batch.before-rename:1", "put.after-rows:3", "put.before-commit:1", "put.after-commit:2"];

    [Theory]
    [MemberData(nameof(SomeMoments))]
    public async Task A_killed_pipeline_leaves_whole_datasets_and_can_be_extended(string moment)
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        await spherex.IngestAsync(2, "copy");
        string[] run =
        [
            "run", "-b", "repo", "-p", Spherex.Pipeline, "-i", $"{Spherex.Run},{Spherex.DarkRun}", "-o", "u/me", "--output-run", "u/me/1", "--register-dataset-types",
        ];
        await KillAsync("pipetask", spherex, moment, run);
        await CheckAsync(spherex);
        // The run is there once the pipeline has come to its collections; else it begins anew.
        var exists = (await spherex.ButlerAsync("query-collections", "repo", "u/me/1*", "--format", "jsonl")).Lines.Count > 0;
        string[] again = exists ? [.. run, "--extend-run", "--skip-existing", "--clobber-outputs"] : run;
        (await Executable.PipetaskAsync(spherex.Folder, again)).Succeeded();
        (await CheckAsync(spherex)).Count(type => type == "postDark").ShouldBe(2);
        (await StraysAsync(spherex)).ShouldBeEmpty();
    }

    private static async Task KillAsync(string program, Spherex spherex, string moment, string[] words)
    {
        var run = await Executable.RunAsync(program, spherex.Folder, words, new Dictionary<string, string> { [FaultVariable] = moment });
        run.ExitCode.ShouldBe(Killed, run.Error);
    }

    // The repository opens, and every dataset has its file; gives their types.
    private static async Task<IReadOnlyList<string>> CheckAsync(Spherex spherex)
    {
        var listing = await spherex.ButlerAsync("query-datasets", "repo", "*", "--collections", "*", "--show-uri", "--format", "jsonl");
        var types = new List<string>();
        foreach (var line in listing.Lines)
        {
            using var row = JsonDocument.Parse(line);
            var place = new Uri(row.RootElement.GetProperty("URI").GetString()!);
            place.Fragment.ShouldBeEmpty(line);
            File.Exists(place.LocalPath).ShouldBeTrue(line);
            types.Add(row.RootElement.GetProperty("type").GetString()!);
        }

        return types;
    }

    // Files under the root that no dataset and no configuration accounts for; the journal's entries are among them.
    private static async Task<IReadOnlyList<string>> StraysAsync(Spherex spherex)
    {
        var listing = await spherex.ButlerAsync("query-datasets", "repo", "*", "--collections", "*", "--show-uri", "--format", "jsonl");
        var known = listing.Column("URI").Select(uri => new Uri(uri).LocalPath).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(spherex.Repository, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetDirectoryName(path) != spherex.Repository && !Turns.Contains(Path.GetFileName(path)) && !known.Contains(path)),
        ];
    }
}
