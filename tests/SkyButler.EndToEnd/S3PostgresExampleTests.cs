using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Configuration;
using SkyButler.EndToEnd.Support;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary><c>examples/s3-postgres</c>, which is the tutorial <c>docs/s3-postgres.md</c>, on a real bucket and a real database.</summary>
public sealed partial class S3PostgresExampleTests : IDisposable
{
    private const int Visits = 4;
    private const int Detectors = 2;
    private static readonly string Script = Checkout.File("examples/s3-postgres/run.sh");

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_command_of_the_tutorial_stands_in_the_example()
    {
        var lines = (await File.ReadAllLinesAsync(Script, Token)).ToHashSet();
        var commands = Block().Matches(await File.ReadAllTextAsync(Checkout.File("docs/s3-postgres.md"), Token))
            .SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        commands.Count.ShouldBeGreaterThan(15);
        commands.Where(command => !lines.Contains(command)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raws_in_a_bucket_become_a_repository_by_their_index_alone_and_go_to_a_second_one()
    {
        Executable.Find("butler");
        var server = await S3Server.GetAsync();
        var bucket = $"first/{Guid.NewGuid():N}";
        Directory.CreateDirectory(folder.File("survey", "raw"));
        for (var exposure = 1; exposure <= Visits; exposure++)
            for (var detector = 0; detector < Detectors; detector++)
                await WriteAsync(folder.File("survey", "raw", $"{exposure}_{detector}.fits"), exposure, detector);
        var environment = new Dictionary<string, string>(server.Environment)
        {
            ["BUCKET"] = bucket,
            ["DATABASE"] = await PostgresServer.UrlAsync(),
            // Debian's rclone does not start where this is set.
            ["AWS_CA_BUNDLE"] = "",
            ["NAMESPACE"] = $"tutorial_{Guid.NewGuid():N}",
        };

        var run = (await Executable.RunAsync(Script, folder.Path, [folder.Path], environment)).Succeeded();

        // Each raw lies where rclone put it, and nothing of it came into the repository.
        var raws = await ListAsync("raw", "query-datasets", $"s3://{bucket}/repo", "raw", "--show-uri");
        raws.Column("URI").Order(StringComparer.Ordinal).ShouldBe(
            from exposure in Enumerable.Range(1, Visits) from detector in Enumerable.Range(0, Detectors) select $"s3://{bucket}/raw/{exposure}_{detector}.fits");
        run.Output.ShouldContain("{instrument: 'SurveyCam', detector: 0}");
        (await ListAsync("visits", "query-dimension-records", $"s3://{bucket}/repo", "visit")).Lines.Count.ShouldBe(Visits);
        (await ListAsync("regions", "query-dimension-records", $"s3://{bucket}/repo", "visit_detector_region")).Lines.Count.ShouldBe(Visits * Detectors);

        Directory.GetFiles(folder.File("visit"), "*.fits", SearchOption.AllDirectories).Length.ShouldBe(Detectors);
        (await ListAsync("second", "query-datasets", "second", "*", "--collections", "*", "--show-uri")).Column("type").Order(StringComparer.Ordinal)
            .ShouldBe([.. Enumerable.Repeat("defects", 3), .. Enumerable.Repeat("raw", Visits * Detectors)]);
        (await ListAsync("second visits", "query-dimension-records", "second", "visit")).Lines.Count.ShouldBe(Visits);

        // What lies under the raws' names could not be read as FITS any more: the index tells all.
        var stores = ResourceStores.For(EnvironmentVariables.From(server.Environment)).With("resource", PackagedDefaults.Stores.For(PackagedDefaults.Folder));
        foreach (var uri in raws.Column("URI"))
            await stores.WriteAllBytesAsync(ResourcePath.ParseStored(uri), "no FITS at all"u8.ToArray(), Token);
        (await Executable.RunAsync(
            "butler", folder.Path, ["ingest-raws", $"s3://{bucket}/repo", $"s3://{bucket}/raw/_index.json", "--output-run", "u/again", "--transfer", "direct"], environment)).Succeeded();
        (await ListAsync("again", "query-datasets", $"s3://{bucket}/repo", "raw", "--collections", "u/again")).Lines.Count.ShouldBe(Visits * Detectors);

        async Task<ProcessRun> ListAsync(string what, params IReadOnlyList<string> words)
        {
            var listed = await Executable.RunAsync("butler", folder.Path, [.. words, "--limit", "0", "--format", "jsonl"], environment);
            listed.ExitCode.ShouldBe(0, $"{what}: {listed.Error}");
            return listed;
        }
    }

    private static async Task WriteAsync(string path, int exposure, int detector)
    {
        await using var writer = FitsWriter.Create(path);
        await writer.WriteImageAsync(
            new Image<ushort>(16, 16),
            [
                FitsCard.Of("TELESCOP", "Survey simulator"),
                FitsCard.Of("INSTRUME", "SurveyCam"),
                FitsCard.Of("OBSID", $"SC_20260401_{exposure:0000}"),
                FitsCard.Of("EXPID", 2026040100L + exposure),
                FitsCard.Of("DETECTOR", (long)detector),
                FitsCard.Of("DETNAME", $"S{detector:00}"),
                FitsCard.Of("FILTER", exposure % 2 == 0 ? "survey-g" : "survey-r"),
                FitsCard.Of("IMAGETYP", "science"),
                FitsCard.Of("EXPTIME", 30.0),
                FitsCard.Of("TIMESYS", "TAI"),
                FitsCard.Of("DATE-OBS", string.Create(CultureInfo.InvariantCulture, $"2026-04-02T03:{2 * exposure:00}:00")),
                FitsCard.Of("DATE-END", string.Create(CultureInfo.InvariantCulture, $"2026-04-02T03:{2 * exposure:00}:30")),
                FitsCard.Of("RADESYS", "ICRS"),
                FitsCard.Of("CRVAL1", 150.0 + exposure),
                FitsCard.Of("CRVAL2", 2.0),
            ],
            null, Token);
    }

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
