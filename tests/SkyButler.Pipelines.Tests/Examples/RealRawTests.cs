using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Examples.Tasks;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Examples;

public sealed class RealRawTests
{
    private const string Pipeline = """
        description: instrument signature removal
        instrument: lsst.obs.lsst.LsstCamImSim
        tasks:
          isr:
            class: skybutler.examples.IsrTask
            config:
              doFlat: false
        """;

    [Fact]
    public async Task A_raw_of_a_real_repository_finds_its_calibrations_and_becomes_an_exposure()
    {
        using var copy = SharedFiles.CopyGolden("rubin-imsim");
        var pipeline = Path.Combine(Path.GetDirectoryName(copy.Path)!, "isr.yaml");
        await File.WriteAllTextAsync(pipeline, Pipeline, TestContext.Current.CancellationToken);
        var runner = new PipelineRunner(NullLoggerFactory.Instance, null, new TaskCatalog([typeof(IsrTask).Assembly]));
        var request = new GraphRequest
        {
            Repository = copy.Path,
            Pipeline = new PipelineRequest { Location = pipeline },
            Inputs = ["LSSTCam-imSim/defaults"],
            Output = "u/me/isr",
            DataQuery = "instrument='LSSTCam-imSim' AND exposure=204595 AND detector.full_name='R11_S20'",
        };
        var graph = (await runner.BuildGraphAsync(request, TestContext.Current.CancellationToken)).Graph;
        var quantum = graph.Quanta.Single();
        // spec/first-run-vectors.md
        quantum.Inputs["bias"].Single().Id.ShouldBe(Guid.Parse("45a1eeda-a31e-4788-888b-4a1267973ce9"));
        quantum.Inputs["dark"].Single().Id.ShouldBe(Guid.Parse("67d23e4b-1c33-462c-903b-1c98177e5332"));
        quantum.Inputs["camera"].Single().Id.ShouldBe(Guid.Parse("dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5"));

        var result = await runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0, result.Quanta.FirstOrDefault()?.ErrorMessage);
        await using var butler = await Butler.OpenAsync(copy.Path, cancellationToken: TestContext.Current.CancellationToken);
        var exposure = (Exposure)await butler.GetAsync(
            "postISR", new() { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595L, ["detector"] = 42L }, ["u/me/isr"], null, TestContext.Current.CancellationToken);
        exposure.Box.ShouldBe(Box2I.FromSize(0, 0, 4072, 4000));
        // The pixels of this copy are blank, so what is left is the noise of reading: (7 / 0.7)².
        exposure.Image.Pixels.ShouldAllBe(p => p == 0);
        exposure.Variance[100, 100].ShouldBe(100, 1e-3);
        Directory.EnumerateFiles(Path.Combine(copy.Path, result.OutputRun), "postISR*", SearchOption.AllDirectories).Single()
            .ShouldEndWith($"{result.OutputRun}/postISR/20221004/204595/postISR_LSSTCam-imSim_i_sim_1_4_204595_R11_S20_{result.OutputRun.Replace('/', '_')}.fits");
    }
}
