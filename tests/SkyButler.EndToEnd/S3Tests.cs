using SkyButler.Configuration;
using SkyButler.EndToEnd.Support;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary>Repositories in buckets of a real S3 server, made and used by commands, their databases beside them or on a server.</summary>
public sealed class S3Tests : IDisposable
{
    private const string Instrument =
        """
        name: Cam
        class: skybutler.Cam
        exposure_max: 100
        detector_max: 4
        visit_max: 100
        visit_system: one-to-one
        detectors:
          - {ids: 0..3, full_name: "D{id}"}
        """;

    private readonly TemporaryDirectory folder = new();
    private readonly string root = $"s3://first/{Guid.NewGuid():N}/repo";
    private readonly string elsewhere = $"s3://second/{Guid.NewGuid():N}";
    private S3Server? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ResourceStores Stores => ResourceStores.For(EnvironmentVariables.From(server!.Environment)).With("resource", PackagedDefaults.Stores.For(PackagedDefaults.Folder));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task A_repository_is_made_filled_read_and_emptied_in_a_bucket(string database)
    {
        server = await S3Server.GetAsync();
        await WriteAsync("seed.yaml", database == "sqlite"
            ? $"registry:\n  db: sqlite:///{folder.File("registry.sqlite3")}\n"
            : $"registry:\n  db: {await PostgresServer.UrlAsync()}\n  namespace: s3_{Guid.NewGuid():N}\n");
        await WriteAsync("cam.yaml", Instrument);
        await ButlerAsync("create", "--override", "--seed-config", "seed.yaml", root);
        (await ListAsync(root)).ShouldBe(["butler.yaml"]);
        Directory.GetFiles(folder.Path, "*.sqlite3").Length.ShouldBe(database == "sqlite" ? 1 : 0);
        await ButlerAsync("register-instrument", root, "cam.yaml");
        await ButlerAsync("register-dataset-type", root, "info", "StructuredDataDict", "instrument", "detector");

        await Stores.WriteAllBytesAsync(ResourcePath.ParseStored($"{elsewhere}/0.yaml"), "value: 0\n"u8.ToArray(), Token);
        await Stores.WriteAllBytesAsync(ResourcePath.ParseStored($"{elsewhere}/1.yaml"), "value: 1\n"u8.ToArray(), Token);
        await WriteAsync("2.yaml", "value: 2\n");
        await IngestAsync("direct", $"{elsewhere}/0.yaml", 0);
        (await ListAsync(root)).ShouldBe(["butler.yaml"]);
        await IngestAsync("copy", $"{elsewhere}/1.yaml", 1);
        await IngestAsync("copy", folder.File("2.yaml"), 2);
        (await ListAsync(root)).ShouldBe(["butler.yaml", "u/run/info/info_Cam_D1_u_run.yaml", "u/run/info/info_Cam_D2_u_run.yaml"]);
        await using (var butler = await Butler.OpenAsync(root, new() { Run = "u/run", Stores = Stores }, Token))
        {
            await butler.PutAsync(new Dictionary<string, object?> { ["value"] = 3L }, "info", new() { ["instrument"] = "Cam", ["detector"] = 3 }, cancellationToken: Token);
            for (var i = 0; i < 4; i++)
            {
                var got = await butler.GetAsync("info", new() { ["instrument"] = "Cam", ["detector"] = i }, cancellationToken: Token);
                ((OrderedDictionary<string, object?>)got)["value"].ShouldBe((long)i);
            }
        }

        (await ButlerAsync("query-datasets", root, "info", "--collections", "u/run", "--show-uri", "--format", "jsonl")).Column("URI").Order(StringComparer.Ordinal).ShouldBe(
            [$"{root}/u/run/info/info_Cam_D1_u_run.yaml", $"{root}/u/run/info/info_Cam_D2_u_run.yaml", $"{root}/u/run/info/info_Cam_D3_u_run.yaml", $"{elsewhere}/0.yaml"]);

        foreach (var destination in (string[])[folder.File("copies") + "/", $"{elsewhere}/copies/"])
        {
            await ButlerAsync("retrieve-artifacts", root, destination, "--collections", "u/run", "--transfer", "copy", "--no-preserve-path");
            (await ListAsync(destination)).Where(name => name.EndsWith(".yaml", StringComparison.Ordinal)).ShouldBe(["0.yaml", "info_Cam_D1_u_run.yaml", "info_Cam_D2_u_run.yaml", "info_Cam_D3_u_run.yaml"]);
        }

        var stored = await ListAsync(root);
        await ButlerAsync("prune-datasets", root, "u/run", "--purge", "u/run", "--no-confirm");
        (await ListAsync(root)).ShouldAllBe(f => f == "butler.yaml" || f.StartsWith(".skybutler/bin/", StringComparison.Ordinal));
        await ButlerAsync("undo", root, "--no-confirm");
        (await ListAsync(root)).ShouldBe(stored);
        await ButlerAsync("prune-datasets", root, "u/run", "--purge", "u/run", "--no-confirm", "--no-undo");
        (await ListAsync(root)).ShouldBe(["butler.yaml"]);
        (await Stores.ReadAllTextAsync(ResourcePath.ParseStored($"{elsewhere}/0.yaml"), Token)).ShouldBe("value: 0\n");
        (await RunAsync(server.Environment, "create", "--override", "--seed-config", "seed.yaml", root)).FailedInOneLine("There is a repository already");
    }

    [Fact]
    public async Task Who_has_no_credentials_is_told_that_and_nothing_else()
    {
        server = await S3Server.GetAsync();
        var environment = new Dictionary<string, string>(server.Environment) { ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "", ["HOME"] = folder.Path };
        await WriteAsync("seed.yaml", $"registry:\n  db: sqlite:///{folder.File("registry.sqlite3")}\n");

        var run = await RunAsync(environment, "create", "--override", "--seed-config", "seed.yaml", root);

        run.FailedInOneLine("There are no S3 credentials for s3://first: set AWS_ACCESS_KEY_ID");
        run.Error.ShouldNotContain(".yaml");
        File.Exists(folder.File("registry.sqlite3")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named_and_nothing_is_made()
    {
        server = await S3Server.GetAsync();
        await WriteAsync("seed.yaml", $"registry:\n  db: sqlite:///{folder.File("registry.sqlite3")}\n");
        (await RunAsync(server.Environment, "create", "--override", "--seed-config", "seed.yaml", $"s3://none-{Guid.NewGuid():N}/repo")).FailedInOneLine("has no bucket 'none-");
        File.Exists(folder.File("registry.sqlite3")).ShouldBeFalse();
    }

    private Task IngestAsync(string transfer, string file, int detector)
    {
        File.WriteAllText(folder.File("table.csv"), $"file,detector\n{file},{detector}\n");
        return ButlerAsync("ingest-files", root, "info", "u/run", "table.csv", "--data-id", "instrument=Cam", "--transfer", transfer);
    }

    private async Task<ProcessRun> ButlerAsync(params IReadOnlyList<string> words) => (await RunAsync(server!.Environment, words)).Succeeded();

    private Task<ProcessRun> RunAsync(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> words) =>
        Executable.RunAsync("butler", folder.Path, words, environment);

    private async Task<IReadOnlyList<string>> ListAsync(string place)
    {
        var path = ResourcePath.Parse(place).AsDirectory();
        return [.. (await Stores.For(path).ListAsync(path, Token).ToListAsync(Token)).Select(file => file.Path.RelativeTo(path)!).Order(StringComparer.Ordinal)];
    }

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(folder.File(name), content, Token);
}
