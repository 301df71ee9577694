using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd.Support;

/// <summary>A repository of SPHEREx's test data, made by commands from configuration that was written for the original years ago.</summary>
internal sealed class Spherex : IDisposable
{
    public const string Run = "SPX/raw/all";
    public const string DarkRun = "SPX/calib/dark";

    /// <summary>Which of our types stand for the names in SPHEREx's configuration and pipeline.</summary>
    private const string Mapping =
        """
        formatters:
          spherex.formatters.SPHERExImageFormatter: FitsMaskedImageFormatter
        storageClasses:
          spherex.core.SPHERExImage: MaskedImage
        tasks:
          spherex.tasks.SubtractTask: skybutler.examples.SubtractTask
        """;

    private const string Instrument =
        """
        name: SPX
        class: spherex.SPHEREx
        exposure_max: 1000
        detector_max: 6
        visit_system: one-to-one
        detectors:
          - {ids: 0..5, full_name: "S{id}", lmin: 0.75, lmax: 5.0, r: 41.0, desc: short wave}
        """;

    private const string Exposures =
        """
        exposure:
          - {instrument: SPX, id: 1, name: e1, exposure_time: 30.0, group_name: g1, group_id: 1, timespan: [2026-01-01T00:00:00, 2026-01-01T00:00:30]}
          - {instrument: SPX, id: 2, name: e2, exposure_time: 30.0, group_name: g1, group_id: 1, timespan: [2026-01-01T00:01:00, 2026-01-01T00:01:30]}
        """;

    private static readonly Lazy<Task<Spherex>> Template = new(MakeAsync);

    private readonly TemporaryDirectory folder = new();

    /// <summary>The folder around the repository, which is <c>repo</c> in it.</summary>
    public string Folder => folder.Path;

    /// <summary>The repository.</summary>
    public string Repository => folder.File("repo");

    /// <summary>The image that is ingested.</summary>
    public static string SmallImage => SharedFiles.Data("spherex/small.fits");

    /// <summary>The pipeline, as it was.</summary>
    public static string Pipeline => SharedFiles.Data("spherex/ExamplePipeline.yaml");

    /// <summary>The dark's value at a pixel.</summary>
    public static float DarkAt(int x, int y) => 0.25f + (0.01f * x) - (0.001f * y);

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Gives a fresh copy of a repository with its instrument, exposures and dataset types, and of the files beside it;
    /// the commands that make it run once in a test process.
    /// </summary>
    public static async Task<Spherex> CreateAsync()
    {
        var template = await Template.Value;
        var made = new Spherex();
        foreach (var source in Directory.EnumerateFiles(template.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(made.Folder, Path.GetRelativePath(template.Folder, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        return made;
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<ProcessRun> ButlerAsync(params IReadOnlyList<string> words) => (await Executable.ButlerAsync(Folder, words)).Succeeded();

    /// <summary>Writes a table of one exposure's file.</summary>
    public string Table(string name, string file, int exposure)
    {
        var path = folder.File(name);
        File.WriteAllText(path, $"file,exposure,detector\n{file},{exposure},0\n");
        return path;
    }

    /// <summary>Takes the image and the dark of an exposure in.</summary>
    public async Task IngestAsync(int exposure, string transfer)
    {
        var raws = Table($"raw{exposure}.csv", SmallImage, exposure);
        var darks = Table($"dark{exposure}.csv", "dark.fits", exposure);
        await ButlerAsync("ingest-files", "repo", "rawexp", Run, raws, "--data-id", "instrument=SPX", "--transfer", transfer);
        await ButlerAsync("ingest-files", "repo", "dark", DarkRun, darks, "--data-id", "instrument=SPX", "--prefix", Folder, "--transfer", transfer);
    }

    private static async Task<Spherex> MakeAsync()
    {
        var made = new Spherex();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        var token = TestContext.Current.CancellationToken;
        var seed = SharedFiles.Data("spherex/configs/butler.yaml");
        var dimensions = SharedFiles.Data("spherex/configs/dimensions.yaml");
        await made.ButlerAsync("create", "repo", "--seed-config", seed, "--dimension-config", dimensions, "--override");
        await File.WriteAllTextAsync(made.folder.File("repo", "skybutler.yaml"), Mapping, token);
        await File.WriteAllTextAsync(made.folder.File("spx.yaml"), Instrument, token);
        await File.WriteAllTextAsync(made.folder.File("exposures.yaml"), Exposures, token);
        await made.ButlerAsync("register-instrument", "repo", "spx.yaml");
        await made.ButlerAsync("insert-dimension-records", "repo", "exposures.yaml");
        foreach (var type in (string[])["rawexp", "dark"])
            await made.ButlerAsync("register-dataset-type", "repo", type, "SPHERExImage", "instrument", "exposure", "detector");
        await made.WriteDarkAsync();
        return made;
    }

    private async Task WriteDarkAsync()
    {
        var image = new Image<float>(Box2I.FromSize(0, 0, 16, 16));
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                image[x, y] = DarkAt(x, y);
        await ExposureWriter.WriteAsync(folder.File("dark.fits"), new Exposure(new MaskedImage(image)), TestContext.Current.CancellationToken);
    }
}
