using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>A repository with runs in1 and in2, a chain of both, and an output chain that has a run of its own before them.</summary>
public sealed class CollectionPlannerTests : IAsyncLifetime
{
    private readonly TemporaryDirectory folder = new();
    private readonly TestClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private Butler butler = null!;

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await Butler.CreateAsync(folder.File("repo"), new ButlerCreation(), token);
        butler = await Butler.OpenAsync(folder.File("repo"), new ButlerOptions { Access = RegistryAccess.ReadWrite }, token);
        var collections = butler.Registry.Collections;
        await collections.RegisterAsync(["in1", "in2", "in3", "out/first"], CollectionType.Run, null, token);
        await collections.RegisterAsync(["ins", "out", "empty"], CollectionType.Chained, null, token);
        await collections.EditChainAsync("ins", ChainEdit.Redefine, ["in1", "in2"], token);
        await collections.EditChainAsync("out", ChainEdit.Redefine, ["out/first", "in1", "in2"], token);
    }

    public async ValueTask DisposeAsync()
    {
        await butler.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_new_chain_gets_the_flattened_inputs_behind_a_run_named_after_the_time()
    {
        var plan = await PlanAsync(new() { Repository = "", Output = "new", Inputs = ["ins", "in3"] });
        plan.OutputRun.ShouldBe("new/20260102T030405Z");
        plan.SearchPath.ShouldBe(["in1", "in2", "in3"]);
        plan.Chain.ShouldBe(["in1", "in2", "in3"]);
    }

    [Fact]
    public async Task An_existing_chain_is_searched_as_it_is()
    {
        var plan = await PlanAsync(new() { Repository = "", Output = "out" });
        plan.SearchPath.ShouldBe(["out/first", "in1", "in2"]);
        plan.OutputRun.ShouldBe("out/20260102T030405Z");
    }

    [Fact]
    public async Task A_replaced_run_is_not_searched()
    {
        var plan = await PlanAsync(new() { Repository = "", Output = "out", ReplaceRun = true });
        plan.Replaced.ShouldBe("out/first");
        plan.SearchPath.ShouldBe(["in1", "in2"]);
    }

    [Fact]
    public async Task Runs_that_begin_within_one_second_get_names_of_their_own()
    {
        await butler.Registry.Collections.RegisterAsync(["out/20260102T030405Z", "out/20260102T030406Z"], CollectionType.Run, null, TestContext.Current.CancellationToken);
        var plan = await PlanAsync(new() { Repository = "", Output = "out" });
        plan.OutputRun.ShouldBe("out/20260102T030407Z");
        plan.OutputRunExists.ShouldBeFalse();
    }

    [Fact]
    public async Task Extending_takes_the_first_run_of_the_chain()
    {
        var plan = await PlanAsync(new() { Repository = "", Output = "out", ExtendRun = true });
        plan.OutputRun.ShouldBe("out/first");
        plan.OutputRunExists.ShouldBeTrue();
        plan.SearchPath.ShouldBe(["out/first", "in1", "in2"]);
    }

    [Fact]
    public async Task Inputs_named_again_must_stand_in_the_chain()
    {
        (await PlanAsync(new() { Repository = "", Output = "out", Inputs = ["in1", "in2"] })).Rebased.ShouldBeNull();
        (await PlanAsync(new() { Repository = "", Output = "out", Inputs = ["in2"] })).Rebased.ShouldBeNull();
        await RefusedAsync(new() { Repository = "", Output = "out", Inputs = ["in2", "in1"] }, "--rebase");
        (await PlanAsync(new() { Repository = "", Output = "out", Inputs = ["in3", "in1"], Rebase = true })).Rebased.ShouldBe(["out/first", "in3", "in1", "in2"]);
    }

    [Fact]
    public async Task What_contradicts_itself_is_refused()
    {
        await RefusedAsync(new() { Repository = "", Inputs = ["ins"] }, "No output RUN collection provided");
        await RefusedAsync(new() { Repository = "", Output = "new" }, "No input collections provided");
        await RefusedAsync(new() { Repository = "", Output = "out", OutputRun = "out/first" }, "already exists, but --extend-run was not given");
        await RefusedAsync(new() { Repository = "", Output = "out", OutputRun = "out/none", ExtendRun = true }, "does not exist");
        await RefusedAsync(new() { Repository = "", Output = "new", Inputs = ["ins"], ExtendRun = true }, "does not exist");
        await RefusedAsync(new() { Repository = "", Output = "out", ExtendRun = true, ReplaceRun = true }, "contradict");
        await RefusedAsync(new() { Repository = "", Output = "out", PruneReplaced = PruneReplaced.Purge }, "--replace-run");
        await RefusedAsync(new() { Repository = "", Output = "new", Inputs = ["ins"], ReplaceRun = true }, "--replace-run needs a chain");
        await RefusedAsync(new() { Repository = "", Output = "in1", Inputs = ["ins"] }, "not a chain");
        await RefusedAsync(new() { Repository = "", OutputRun = "ins", Inputs = ["in1"] }, "not a run");
        await RefusedAsync(new() { Repository = "", Output = "empty", Inputs = [], ReplaceRun = true }, "is empty");
    }

    private Task<CollectionPlan> PlanAsync(GraphRequest request) =>
        new CollectionPlanner(butler.Registry.Collections, clock).PlanAsync(request, TestContext.Current.CancellationToken);

    private async Task RefusedAsync(GraphRequest request, string reason) =>
        (await Should.ThrowAsync<PipelineException>(() => PlanAsync(request))).Message.ShouldContain(reason);
}
