using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>The run that failed with the reference, which golden/runs holds, is finished here.</summary>
public sealed class GoldenResumeTests
{
    [Fact]
    public async Task The_reference_s_failed_run_is_extended_by_its_four_missing_quanta()
    {
        var token = TestContext.Current.CancellationToken;
        using var copy = SharedFiles.CopyGolden("runs");
        var root = Path.Combine(copy.Path, "repo");
        var pipeline = Path.Combine(copy.Path, "peer.yaml");
        await File.WriteAllTextAsync(pipeline, TestPipelines.Peer, token);
        using var log = new TestLog();
        var result = await new PipelineRunner(log, new TestClock(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)), TestPipelines.Catalog).RunAsync(
            new RunRequest
            {
                Graph = new GraphRequest
                {
                    Repository = root,
                    Pipeline = new PipelineRequest { Location = pipeline },
                    Output = "u/me/fail",
                    ExtendRun = true,
                    ClobberOutputs = true,
                    DataQuery = "instrument='CamA' AND exposure IN (1004,1005)",
                },
            },
            token);
        (result.ExitCode, result.Count(QuantumStatus.Success)).ShouldBe((0, 4));
        result.Quanta.Select(q => q.TaskLabel).ShouldBe(["stepA", "stepB", "stepC", "gather"]);
        await using var butler = await Butler.OpenAsync(root, cancellationToken: token);
        foreach (var exposure in (long[])[1004, 1005])
        {
            var here = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("gathered", new() { ["instrument"] = "CamA", ["exposure"] = exposure }, ["u/me/fail"], null, token);
            var good = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("gathered", new() { ["instrument"] = "CamA", ["exposure"] = exposure }, ["u/me/ok"], null, token);
            ((IEnumerable<object?>)here["values"]!).ShouldBe((IEnumerable<object?>)good["values"]!);
            here["n_bias"].ShouldBe(good["n_bias"]);
        }
    }
}
