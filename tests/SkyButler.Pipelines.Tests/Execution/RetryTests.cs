using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>Quanta that are tried again after failures.</summary>
public sealed class RetryTests : IDisposable
{
    internal const string One = """
        description: a task
        tasks:
          first:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {raw: {dataset_type_name: raw_md, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
        """;

    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(0, "", 1)]
    [InlineData(1, "", 2)]
    [InlineData(3, "error", 2)]
    [InlineData(3, "InvalidOperationException", 2)]
    [InlineData(3, "System.InvalidOperationException", 2)]
    [InlineData(3, "timeout,crash", 1)]
    public async Task What_fails_once_is_tried_as_often_as_the_policy_says(int retries, string kinds, int attempts)
    {
        var notes = Directory.CreateDirectory(repository.Beside("notes")).FullName;
        var policy = new QuantumPolicy { Retries = retries, RetryOn = kinds.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        var result = await RunAsync(r => r with { Policy = policy }, "first:failOn=['CamA,1,1004']", $"first:onceIn='{notes}'");
        var quantum = result.Quanta.Single(q => q.DataId["detector"].Number == 1);
        quantum.Attempts.ShouldBe(attempts);
        quantum.Status.ShouldBe(attempts == 2 ? QuantumStatus.Success : QuantumStatus.Failure);
        result.Quanta.Where(q => q != quantum).ShouldAllBe(q => q.Attempts == 1 && q.Status == QuantumStatus.Success);
    }

    [Fact]
    public async Task A_label_that_the_pipeline_does_not_know_is_refused()
    {
        var policies = new Dictionary<string, QuantumPolicy> { ["firs"] = new() { Retries = 1 } };
        (await Should.ThrowAsync<PipelineException>(() => RunAsync(r => r with { Policies = policies }))).Message.ShouldBe(
            "The pipeline has no task 'firs', for which retries or limits were given. Did you mean 'first'?");
    }

    [Fact]
    public async Task Outputs_that_were_there_before_are_no_failure_to_try_again_on()
    {
        await RunAsync(r => r);
        await using (var butler = await Butler.OpenAsync(repository.Root, new() { Access = Registry.RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken))
        {
            var dataId = new Dimensions.DataIds.DataId { ["instrument"] = "CamA", ["exposure"] = 1004L, ["detector"] = 1L };
            var lost = await butler.FindDatasetAsync("first_metadata", dataId, ["u/me/ok"], TestContext.Current.CancellationToken);
            await butler.PruneDatasetsAsync([lost!], new Transfers.PruneOptions { Purge = true, Unstore = true }, TestContext.Current.CancellationToken);
        }

        (await Should.ThrowAsync<PipelineException>(() => RunAsync(r => r with { Policy = new() { Retries = 2 }, Graph = r.Graph with { ExtendRun = true, Inputs = [] } })))
            .Message.ShouldContain("--clobber-outputs");
    }

    private Task<RunResult> RunAsync(Func<RunRequest, RunRequest> change, params string[] edits)
    {
        var graph = repository.Request(One, "instrument='CamA' AND exposure=1004", "u/me/ok", "CamA/defaults");
        return repository.Runner.RunAsync(
            change(new RunRequest
            {
                Graph = graph with { Pipeline = graph.Pipeline with { Edits = [.. edits.Select(ConfigEdit.Parse)] } },
                RegisterDatasetTypes = true,
            }),
            TestContext.Current.CancellationToken);
    }
}
