using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Tests.Execution;

public sealed class CollectionWriterTests : IDisposable
{
    private const string Chain = "u/me/both";
    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_that_begin_together_all_come_into_the_chain(bool chainExists)
    {
        if (chainExists)
            await WriteAsync(await PlanAsync("u/me/both/0"));
        var plans = new List<CollectionPlan>();
        for (var i = 1; i <= 6; i++)
            plans.Add(await PlanAsync($"u/me/both/{i}"));
        await Task.WhenAll(plans.Select(p => Task.Run(() => WriteAsync(p), Token)));
        await using var butler = await repository.OpenAsync();
        var children = (await butler.Registry.Collections.GetAsync(Chain, Token)).Children;
        children.Where(c => c.StartsWith(Chain, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(chainExists ? 0 : 1, chainExists ? 7 : 6).Select(i => $"{Chain}/{i}"));
        children.Count(c => c == "CamA/raw/all").ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_is_replaced_takes_no_other_with_it()
    {
        await WriteAsync(await PlanAsync("u/me/both/1"));
        var replacing = await PlanAsync("u/me/both/3", replace: true);
        await WriteAsync(await PlanAsync("u/me/both/2"));
        await WriteAsync(replacing);
        await using var butler = await repository.OpenAsync();
        (await butler.Registry.Collections.GetAsync(Chain, Token)).Children.Take(2).ShouldBe(["u/me/both/3", "u/me/both/2"]);
    }

    [Fact]
    public async Task Two_runs_of_one_name_are_not_mixed()
    {
        var (first, second) = (await PlanAsync("u/me/both/1"), await PlanAsync("u/me/both/1"));
        await WriteAsync(first);
        (await Should.ThrowAsync<ExecutionException>(() => WriteAsync(second))).Message.ShouldContain("meanwhile");
    }

    private async Task<CollectionPlan> PlanAsync(string run, bool replace = false)
    {
        await using var butler = await repository.OpenAsync();
        var request = new GraphRequest { Repository = repository.Root, Inputs = replace ? [] : ["CamA/defaults"], Output = Chain, OutputRun = run, ReplaceRun = replace };
        return await new CollectionPlanner(butler.Registry.Collections, repository.Clock).PlanAsync(request, Token);
    }

    private async Task WriteAsync(CollectionPlan plan)
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        var graph = await PipelineGraphFactory.ResolveAsync(
            butler, await TestPipelines.ParseAsync(TestPipelines.Peer), await TestPipelines.TasksAsync(TestPipelines.Peer), Token);
        await new CollectionWriter(butler).WriteAsync(plan, PruneReplaced.Keep, graph, Token);
    }
}
