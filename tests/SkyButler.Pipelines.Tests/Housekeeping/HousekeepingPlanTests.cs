using SkyButler.Pipelines.Housekeeping;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Pipelines.Tests.Housekeeping;

public sealed class HousekeepingPlanTests : IAsyncLifetime
{
    private readonly MixedRepository repository = new();
    private Butler butler = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CollectionStorage Collections => butler.Registry.Collections;

    public async ValueTask InitializeAsync()
    {
        butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        await Collections.RegisterAsync(["u/x/1", "u/x/2", "u/x/old", "u/xtra", "u/x2/1", "u/y/1", "other"], CollectionType.Run, null, Token);
        await Collections.RegisterAsync(["u/x/tag", "u/x/lost"], CollectionType.Tagged, null, Token);
        await Collections.RegisterAsync(["u/x", "u/x/sub", "u/x2"], CollectionType.Chained, null, Token);
        await Collections.RegisterAsync(["u/x/sub/1"], CollectionType.Run, null, Token);
        await Collections.EditChainAsync("u/x/sub", ChainEdit.Redefine, ["u/x/sub/1"], Token);
        await Collections.EditChainAsync("u/x", ChainEdit.Redefine, ["u/x/2", "u/x/1", "u/x/tag", "u/x/sub", "u/xtra", "other"], Token);
        await Collections.EditChainAsync("u/x2", ChainEdit.Redefine, ["u/x2/1"], Token);
    }

    public async ValueTask DisposeAsync()
    {
        await butler.DisposeAsync();
        repository.Dispose();
    }

    [Fact]
    public async Task Cleaning_up_removes_what_a_chain_has_lost()
    {
        var plan = await HousekeepingPlan.OfLeftOversAsync(butler, "u/x", Token);
        // Neither what members hold nor a neighbour whose name begins alike is left over.
        (plan.Runs.ShouldHaveSingleItem(), plan.Others.ShouldHaveSingleItem()).ShouldBe(("u/x/old", "u/x/lost"));
        plan.Chains.ShouldBeEmpty();

        await plan.ApplyAsync(butler, new(), Token);

        (await Collections.QueryAsync(["u/x*"], null, Token)).Select(c => c.Name).ShouldBe(
            ["u/x", "u/x/1", "u/x/2", "u/x/sub", "u/x/sub/1", "u/x/tag", "u/x2", "u/x2/1", "u/xtra"], ignoreOrder: true);
        (await HousekeepingPlan.OfLeftOversAsync(butler, "u/x", Token)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_chain_holds_is_not_cleaned_up()
    {
        await Collections.EditChainAsync("u/x2", ChainEdit.Redefine, ["u/x/old"], Token);
        var plan = await HousekeepingPlan.OfLeftOversAsync(butler, "u/x", Token);
        (await Should.ThrowAsync<OrphanedRecordException>(() => plan.ApplyAsync(butler, new(), Token))).Message.ShouldContain("'u/x/old' is a member of the chain 'u/x2'");
        (await Collections.FindAsync("u/x/lost", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Purging_removes_a_chain_with_its_own_members_and_no_others()
    {
        var plan = await HousekeepingPlan.OfChainAsync(butler, "u/x", recursive: false, Token);
        plan.Chains.ShouldBe(["u/x"]);
        plan.Runs.ShouldBe(["u/x/1", "u/x/2"], ignoreOrder: true);
        plan.Others.ShouldBe(["u/x/tag"]);
        await plan.ApplyAsync(butler, new(), Token);
        (await Collections.QueryAsync(["u/x*", "other"], null, Token)).Select(c => c.Name).ShouldBe(
            ["other", "u/x/lost", "u/x/old", "u/x/sub", "u/x/sub/1", "u/x2", "u/x2/1", "u/xtra"], ignoreOrder: true);
    }

    [Fact]
    public async Task Chains_within_go_along_if_asked()
    {
        var plan = await HousekeepingPlan.OfChainAsync(butler, "u/x", recursive: true, Token);
        plan.Chains.ShouldBe(["u/x", "u/x/sub"]);
        plan.Runs.ShouldBe(["u/x/1", "u/x/2", "u/x/sub/1"], ignoreOrder: true);
        await plan.ApplyAsync(butler, new(), Token);
        (await Collections.FindAsync("u/x/sub", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task What_another_chain_needs_is_not_purged()
    {
        await Collections.RegisterAsync(["all"], CollectionType.Chained, null, Token);
        await Collections.EditChainAsync("all", ChainEdit.Redefine, ["u/x/1"], Token);
        (await Should.ThrowAsync<PipelineException>(() => HousekeepingPlan.OfChainAsync(butler, "u/x", false, Token))).Message.ShouldContain("'u/x/1' is a member of the chain 'all'");
        await Collections.EditChainAsync("all", ChainEdit.Redefine, ["u/x"], Token);
        (await Should.ThrowAsync<PipelineException>(() => HousekeepingPlan.OfChainAsync(butler, "u/x", false, Token))).Message.ShouldContain("'u/x' is a member of all");
    }

    [Theory]
    [InlineData("u/x/1", "is a RUN collection")]
    [InlineData("u/nobody", "u/nobody")]
    public async Task Only_chains_can_be_named(string name, string reason)
    {
        (await Should.ThrowAsync<Exception>(() => HousekeepingPlan.OfChainAsync(butler, name, false, Token))).Message.ShouldContain(reason);
        (await Should.ThrowAsync<Exception>(() => HousekeepingPlan.OfLeftOversAsync(butler, name, Token))).Message.ShouldContain(reason);
    }
}
