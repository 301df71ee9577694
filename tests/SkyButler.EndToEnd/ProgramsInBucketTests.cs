using System.Globalization;
using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary>Programs as tasks on a repository in a bucket, eight at a time: what they read is fetched, what they make is uploaded, and nothing stays behind.</summary>
public sealed class ProgramsInBucketTests : IDisposable
{
    private const int Detectors = 20;

    private const string Instrument =
        """
        name: Cam
        class: skybutler.Cam
        exposure_max: 100
        detector_max: 32
        visit_max: 100
        visit_system: one-to-one
        detectors:
          - {ids: 0..19, full_name: "D{id}"}
        """;

    private const string Pipeline =
        """
        description: programs on a bucket
        tasks:
          spoil:
            class: skybutler.ProgramTask
            config:
              dimensions: [detector]
              inputs:
                frame: {storage_class: ProgramFile}
              outputs:
                thing: {storage_class: ProgramFile, file: output.dat}
              command: [sh, -c, 'cat "$1" > output.dat && : > "$1" && pwd >> output.dat && head -c 200000 /dev/zero | tr "\0" "x"', spoil, '{in:frame}']
              consoleLimit: 1000
          tell:
            class: skybutler.ProgramTask
            config:
              dimensions: [detector]
              inputs:
                frame: {storage_class: ProgramFile, access: uri}
                thing: {storage_class: ProgramFile, access: copy, rename: 'in-{id:detector}.txt'}
              outputs:
                other: {storage_class: ProgramFile, file: output.dat}
                listing: {storage_class: ProgramFile, file: listing.txt}
              command: [sh, -c, 'echo "$1" > output.dat; cat "$2" >> output.dat; ls > listing.txt', tell, '{in:frame}', '{in:thing}']
          end:
            class: skybutler.ProgramTask
            config:
              dimensions: [detector]
              inputs:
                other: {storage_class: ProgramFile}
              outputs:
                last: {storage_class: ProgramFile, file: output.dat}
              command: [sh, -c, 'cp "$1" output.dat; case $2 in 3) kill -SEGV $$;; 4) rm output.dat;; 5) printf "\377\n"; exit 9;; esac', end, '{in:other}', '{id:detector}']
        """;

    private readonly TemporaryDirectory folder = new();
    private readonly string root = $"s3://first/{Guid.NewGuid():N}/repo";
    private S3Server? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Programs_read_and_make_datasets_of_a_bucket_eight_at_a_time()
    {
        server = await S3Server.GetAsync();
        await MakeAsync();
        var run = await Executable.RunAsync(
            "pipetask", folder.Path, ["run", "-b", root, "-p", "pipeline.yaml", "-i", "frames", "-o", "u/all", "--output-run", "u/all/run", "-d", "instrument='Cam'", "--register-dataset-types", "-j", "8"],
            new Dictionary<string, string>(server.Environment) { ["SKYBUTLER_SCRATCH"] = folder.File("scratch") });
        run.ExitCode.ShouldBe(1, run.Error);
        run.Error.ShouldContain("killed by signal 11 (SIGSEGV)");
        run.Error.ShouldContain("made no 'output.dat'");
        run.Error.ShouldContain("exit code 9; its last line: \\xff");

        (await ColumnAsync("frame", "frames")).Count.ShouldBe(Detectors);
        (await ColumnAsync("last", "u/all/run")).Count.ShouldBe(Detectors - 3);
        (await ColumnAsync("other", "u/all/run")).ShouldAllBe(uri => uri.StartsWith($"{root}/u/all/run/other/", StringComparison.Ordinal));
        await CommandAsync("retrieve-artifacts", root, "files/", "--dataset-type", "frame,other,listing", "--collections", "u/all/run,frames", "--no-preserve-path", "--transfer", "copy");
        var folders = new HashSet<string>();
        for (var detector = 0; detector < Detectors; detector++)
        {
            (await ReadAsync($"frame_Cam_D{detector}_frames")).ShouldBe([$"frame {detector}"]);
            var lines = await ReadAsync($"other_Cam_D{detector}_u_all_run");
            lines[0].ShouldStartWith($"{root}/frames/frame/");
            lines[0].ShouldContain($"D{detector}_");
            lines[1].ShouldBe($"frame {detector}");
            folders.Add(lines[2]);
            (await ReadAsync($"listing_Cam_D{detector}_u_all_run")).ShouldBe([$"in-{detector}.txt", "listing.txt", "output.dat"]);
        }

        folders.Count.ShouldBe(Detectors);
        // What failed is kept to look at, all else is gone.
        var kept = Directory.EnumerateDirectories(folder.File("scratch"), "end", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Directory.GetDirectories(kept).Length.ShouldBe(3);
        Directory.GetDirectories(Path.GetDirectoryName(kept)!).ShouldHaveSingleItem();
    }

    private async Task MakeAsync()
    {
        await File.WriteAllTextAsync(folder.File("seed.yaml"), $"registry:\n  db: sqlite:///{folder.File("registry.sqlite3")}\nstorageClasses:\n  ProgramFile: {{pytype: bytes}}\ndatastore:\n  formatters:\n    ProgramFile: BytesFormatter\n", Token);
        await File.WriteAllTextAsync(folder.File("cam.yaml"), Instrument, Token);
        await File.WriteAllTextAsync(folder.File("pipeline.yaml"), Pipeline, Token);
        var table = new List<string> { "file,detector" };
        for (var detector = 0; detector < Detectors; detector++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"frame-{detector}.dat");
            await File.WriteAllTextAsync(folder.File(name), $"frame {detector}\n", Token);
            table.Add($"{name},{detector}");
        }

        await File.WriteAllLinesAsync(folder.File("frames.csv"), table, Token);
        await CommandAsync("create", "--override", "--seed-config", "seed.yaml", root);
        await CommandAsync("register-instrument", root, "cam.yaml");
        await CommandAsync("register-dataset-type", root, "frame", "ProgramFile", "instrument", "detector");
        await CommandAsync("ingest-files", root, "frame", "frames", "frames.csv", "--prefix", folder.Path, "--data-id", "instrument=Cam", "--transfer", "copy");
    }

    private async Task<string[]> ReadAsync(string name) => await File.ReadAllLinesAsync(Directory.GetFiles(folder.File("files"), name + ".*").ShouldHaveSingleItem(), Token);

    private async Task<IReadOnlyList<string>> ColumnAsync(string type, string collection) =>
        (await CommandAsync("query-datasets", root, type, "--collections", collection, "--show-uri", "--format", "jsonl", "--limit", "0")).Column("URI");

    private async Task<ProcessRun> CommandAsync(params IReadOnlyList<string> words) => (await Executable.RunAsync("butler", folder.Path, words, server!.Environment)).Succeeded();
}
