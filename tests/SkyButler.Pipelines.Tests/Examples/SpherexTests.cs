using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Examples.Tasks;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Examples;

/// <summary>The SPHEREx proof of concept: its own configuration, dimensions and pipeline, unchanged, with names mapped by configuration.</summary>
public sealed class SpherexTests : IDisposable
{
    private const string Names = """
        formatters: {spherex.formatters.SPHERExImageFormatter: FitsMaskedImageFormatter}
        storageClasses: {spherex.core.SPHERExImage: MaskedImage}
        tasks: {spherex.tasks.SubtractTask: SkyButler.Examples.Tasks.SubtractTask}
        """;

    private readonly TemporaryDirectory folder = new();
    private readonly TestClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_example_pipeline_subtracts_the_dark_and_does_so_again_in_a_run_that_replaces_the_first()
    {
        var image = SharedFiles.Data("spherex/small.fits");
        await MakeRepositoryAsync(image);
        var request = new GraphRequest
        {
            Repository = folder.File("repo"),
            Pipeline = new PipelineRequest { Location = SharedFiles.Data("spherex/ExamplePipeline.yaml") },
            Inputs = ["raws", "darks"],
            Output = "u/me/sub",
        };
        var runner = new PipelineRunner(NullLoggerFactory.Instance, clock, new TaskCatalog([typeof(SubtractTask).Assembly]));
        var first = await runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken);
        first.ExitCode.ShouldBe(0, first.Quanta.FirstOrDefault()?.ErrorMessage);
        await CheckAsync(image, first.OutputRun, [first.OutputRun, "raws", "darks"]);
        clock.Advance(TimeSpan.FromHours(1));
        var second = await runner.RunAsync(
            new RunRequest { Graph = request with { Inputs = [], ReplaceRun = true, PruneReplaced = PruneReplaced.Purge } }, TestContext.Current.CancellationToken);
        second.ExitCode.ShouldBe(0);
        await CheckAsync(image, second.OutputRun, ["u/me/sub/20260102T040405Z", "raws", "darks"]);
        Directory.EnumerateFiles(folder.File("repo"), "*", SearchOption.AllDirectories).ShouldNotContain(f => f.Contains(first.OutputRun, StringComparison.Ordinal));
    }

    private async Task CheckAsync(string image, string run, IReadOnlyList<string> chain)
    {
        var token = TestContext.Current.CancellationToken;
        await using var butler = await Butler.OpenAsync(folder.File("repo"), cancellationToken: token);
        (await butler.Registry.Collections.GetAsync("u/me/sub", token)).Children.ShouldBe(chain);
        var raw = await ExposureReader.ReadAsync(image, cancellationToken: token);
        var difference = (MaskedImage)await butler.GetAsync("postDark", DataIdOf(), [run], null, token);
        for (var i = 0; i < 256; i++)
        {
            difference.Image.Pixels[i].ShouldBe(raw.Image.Pixels[i] - i);
            difference.Variance.Pixels[i].ShouldBe(raw.Variance.Pixels[i] + 0.5f);
        }
    }

    private static DataId DataIdOf() => new() { ["instrument"] = "SPX", ["detector"] = 0L, ["exposure"] = 1L };

    private async Task MakeRepositoryAsync(string image)
    {
        var token = TestContext.Current.CancellationToken;
        var root = folder.File("repo");
        await Butler.CreateAsync(
            root, new ButlerCreation { SeedConfig = SharedFiles.Data("spherex/configs/butler.yaml"), DimensionConfig = SharedFiles.Data("spherex/configs/dimensions.yaml") }, token);
        await File.WriteAllTextAsync(Path.Combine(root, "skybutler.yaml"), Names, token);
        await using var butler = await Butler.OpenAsync(root, new ButlerOptions { Access = RegistryAccess.ReadWrite }, token);
        await InsertAsync(butler, "instrument", new() { ["name"] = "SPX" });
        await InsertAsync(butler, "detector", new() { ["instrument"] = "SPX", ["id"] = 0L, ["full_name"] = "d0" });
        await InsertAsync(butler, "exposure", new() { ["instrument"] = "SPX", ["id"] = 1L, ["name"] = "e1", ["group_name"] = "g1" });
        var group = butler.Universe.Conform(["instrument", "exposure", "detector"]);
        DatasetType[] types = [new("rawexp", group, "SPHERExImage"), new("dark", group, "SPHERExImage")];
        await butler.Registry.DatasetTypes.RegisterAsync(types, token);
        var dark = new MaskedImage(Box2I.FromSize(0, 0, 16, 16));
        for (var i = 0; i < 256; i++)
            dark.Image.Pixels[i] = i;
        dark.Variance.Pixels.AsSpan().Fill(0.5f);
        await ExposureWriter.WriteAsync(folder.File("dark.fits"), new Exposure(dark), token);
        await IngestAsync(butler, types[0], image, "raws");
        await IngestAsync(butler, types[1], folder.File("dark.fits"), "darks");
    }

    private static async Task InsertAsync(Butler butler, string element, Dictionary<string, object?> values)
    {
        var definition = butler.Universe[element];
        await butler.Registry.Records.InsertAsync(definition, [DimensionRecord.Create(definition, values)], RecordInsertMode.New, TestContext.Current.CancellationToken);
    }

    private static async Task IngestAsync(Butler butler, DatasetType type, string file, string run)
    {
        var token = TestContext.Current.CancellationToken;
        await butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, token);
        var (dataId, _) = await butler.ResolveDataIdAsync(type, DataIdOf(), token);
        var dataset = new DatasetRef(type, dataId, run, new DatasetIds().MakeUnique());
        await butler.IngestAsync([new FileDataset(file, [dataset])], new IngestOptions { Transfer = TransferMode.Copy }, token);
    }
}
