using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Registry.Collections;

namespace SkyButler.Conformance.Processing;

/// <summary>A raw of a repository that Rubin's software made becomes a corrected exposure.</summary>
public sealed class InstrumentSignatureTests(ProcessedImsim processed) : IClassFixture<ProcessedImsim>
{
    private const string Run = "u/isr/20260301T120000Z";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DataId DataId => new() { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = 42 };

    [Fact]
    public async Task The_quantum_reads_the_raw_and_the_calibrations_that_hold_for_it()
    {
        await processed.MakeAsync(Token);
        var quantum = processed.Graph.Quanta.Single(q => q.TaskLabel == "isr");
        var ids = quantum.Inputs.ToDictionary(i => i.Key, i => i.Value.Single().Id.ToString());
        ids.ShouldBe(
            new Dictionary<string, string>
            {
                // spec/first-run-vectors.md
                ["ccdExposure"] = "c63dd0e7-6930-5edf-aabd-b0ce3c49d434",
                ["camera"] = "dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5",
                ["bias"] = "45a1eeda-a31e-4788-888b-4a1267973ce9",
                ["dark"] = "67d23e4b-1c33-462c-903b-1c98177e5332",
                ["flat"] = "529951fe-b9f2-4eaa-82f1-635b96f050fc",
            },
            ignoreOrder: true);
        quantum.DataId["physical_filter"].Text.ShouldBe("i_sim_1.4");
    }

    [Fact]
    public async Task Every_quantum_succeeds_and_its_outputs_go_to_a_new_run_under_a_chain()
    {
        await processed.MakeAsync(Token);
        processed.Result.Quanta.ShouldAllBe(q => q.Status == QuantumStatus.Success);
        processed.Result.Quanta.Count.ShouldBe(3);
        processed.Result.ExitCode.ShouldBe(0);
        processed.Result.OutputRun.ShouldBe(Run);
        await using var butler = await OpenAsync();
        var chain = await butler.Registry.Collections.GetAsync("u/isr", Token);
        chain.Type.ShouldBe(CollectionType.Chained);
        chain.Children.ShouldBe([Run, "LSSTCam-imSim/raw/all", "LSSTCam-imSim/calib", "skymaps"]);
        (await butler.Registry.Collections.GetAsync(Run, Token)).Type.ShouldBe(CollectionType.Run);
        (await FindAsync(butler, "postISR")).Run.ShouldBe(Run);
        processed.Repository.File($"{Run}/postISR/20221004/204595/postISR_LSSTCam-imSim_i_sim_1_4_204595_R11_S20_u_isr_20260301T120000Z.fits")
            .ShouldBe(await PathAsync(butler, "postISR"));
    }

    [Theory]
    [InlineData("postISR", "amplifier")]
    [InlineData("postISRByRow", "row")]
    public async Task Pixels_agree_with_an_independent_computation(string type, string overscan)
    {
        IndependentIsr.Require();
        await processed.MakeAsync(Token);
        await using var butler = await OpenAsync();
        var comparison = await IndependentIsr.CompareAsync(processed.Repository, await PathAsync(butler, type), overscan, Token);
        var shown = comparison.ToJsonString();
        TestContext.Current.TestOutputHelper?.WriteLine(shown);
        comparison["shape"]!.ToJsonString().ShouldBe("[4072,4000]");
        comparison["image"]!.GetValue<double>().ShouldBeLessThan(1e-5, shown);
        comparison["variance"]!.GetValue<double>().ShouldBeLessThan(1e-5, shown);
        comparison["mask"]!.GetValue<int>().ShouldBe(0, shown);
        comparison["darkScale"]!.GetValue<double>().ShouldBe(30);
        comparison["median"]!.GetValue<double>().ShouldBe(ImsimSky.Level, 5, "the sky is what was put in");
        comparison["saturated"]!.GetValue<int>().ShouldBeGreaterThan(0, "the brightest star is saturated");
        comparison["dead"]!.GetValue<long>().ShouldBe(ImsimDetector.Dead.Area);
    }

    [Fact]
    public async Task The_exposure_says_what_it_is()
    {
        await processed.MakeAsync(Token);
        await using var butler = await OpenAsync();
        var exposure = (Exposure)await butler.GetAsync("postISR", DataId, cancellationToken: Token);
        exposure.Box.ShouldBe(Box2I.FromSize(0, 0, 4072, 4000));
        exposure.DetectorId.ShouldBe(42);
        exposure.DetectorName.ShouldBe("R11_S20");
        exposure.DarkTime.ShouldBe(30);
        exposure.Mask.Count("SAT").ShouldBeGreaterThan(0);
        exposure.Mask.IsSet(777, 0, "BAD").ShouldBeTrue();
        exposure.Mask.IsSet(2100, 2200, "SUSPECT").ShouldBeTrue();
        float.IsNaN(exposure.Image[100, 3000]).ShouldBeTrue();
        exposure.Wcs.ShouldBeNull("the raw's primary header has the coordinates of another frame than the assembled image's");
    }

    [Fact]
    public async Task Configuration_log_metadata_and_packages_are_kept()
    {
        await processed.MakeAsync(Token);
        await using var butler = await OpenAsync();
        var metadata = TaskMetadata.FromPlain(await butler.GetAsync("isr_metadata", DataId, cancellationToken: Token));
        metadata["isr.darkScale"].ShouldBe(30d);
        metadata["isr.overscan.C10"].ShouldBeOfType<double>().ShouldBeInRange(930, 960);
        var postIsr = await FindAsync(butler, "postISR");
        metadata["quantum.outputs"].ShouldBe(postIsr.Id.ToString());
        var log = (LogRecords)await butler.GetAsync("isr_log", DataId, cancellationToken: Token);
        log.Records.Select(r => r.Message).ShouldContain(m => m.StartsWith("Executing quantum for label=isr", StringComparison.Ordinal));
        var byRow = (ConfigText)await butler.GetAsync("isrByRow_config", [], cancellationToken: Token);
        byRow.Text.ShouldContain("config.overscanByRow=True");
        byRow.Text.ShouldContain("config.connections.outputExposure='postISRByRow'");
        ((ConfigText)await butler.GetAsync("isr_config", [], cancellationToken: Token)).Text.ShouldContain("config.overscanByRow=False");
        var packages = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("packages", [], cancellationToken: Token);
        packages.Keys.ShouldContain("SkyButler.Examples.Tasks");
        packages.Keys.ShouldContain("SkyButler.Pipelines");
    }

    [Fact]
    public async Task A_task_of_ones_own_reads_what_the_shipped_one_made()
    {
        await processed.MakeAsync(Token);
        await using var butler = await OpenAsync();
        var level = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("skyLevel", DataId, cancellationToken: Token);
        level["level"].ShouldBeOfType<double>().ShouldBe(ImsimSky.Level, 5);
        level["pixels"].ShouldBeOfType<long>().ShouldBeGreaterThan(250_000);
    }

    private Task<Butler> OpenAsync() => Butler.OpenAsync(processed.Repository.Root, new() { Collections = ["u/isr"] }, Token);

    private static async Task<DatasetRef> FindAsync(Butler butler, string type) => (await butler.FindDatasetAsync(type, DataId, cancellationToken: Token))!;

    private static async Task<string> PathAsync(Butler butler, string type)
    {
        var dataset = await FindAsync(butler, type);
        return (await butler.GetUrisAsync([dataset], Token))[dataset.Id].Single().Uri.LocalPath;
    }
}
