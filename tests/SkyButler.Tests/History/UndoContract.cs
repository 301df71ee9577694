using SkyButler.Curation;
using SkyButler.Dimensions.Times;
using SkyButler.History;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Transfers;

namespace SkyButler.Tests.History;

/// <summary>What was done can be taken back, bytes and rows, on every database.</summary>
public abstract class UndoContract
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData(10_000)]
    [InlineData(5)]
    public async Task A_removed_run_comes_back_with_files_tags_certifications_and_places_in_chains(int chunk)
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = chunk;
        var before = await repository.StateAsync();
        await repository.RemoveRunAsync();
        (await repository.FilesAsync()).Count.ShouldBe(1);
        (await repository.Butler.Registry.Collections.GetAsync("u/chain", Token)).Children.ShouldBe(["u/other", "u/tag"]);
        (await repository.UndoAsync()).ShouldBeEmpty();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
        (await repository.BinFilesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pruned_datasets_come_back(bool purge)
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        var some = await repository.DatasetsAsync("detector < 2");
        var options = new PruneOptions { Unstore = true, Purge = purge, Disassociate = purge ? [] : ["u/tag"] };
        await repository.Butler.PruneDatasetsAsync(some, options, Token);
        (await repository.StateAsync()).ShouldNotBe(before);
        (await repository.UndoAsync()).ShouldBeEmpty();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Tags_that_datasets_lost_come_back()
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync(), new() { Disassociate = ["u/tag"] }, Token);
        (await repository.StateAsync()).ShouldNotBe(before);
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_chain_is_as_it_was_step_by_step()
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.ChainAsync("u/chain", "u/tag");
        await ChainDefinition.PopAsync(repository.Butler.Registry, "u/chain", [0], Token);
        await repository.ChainAsync("u/made", "u/tag");
        await new ChainDefinition { Parent = "u/chain", Children = ["u/tag"], Documentation = "new" }.ApplyAsync(repository.Butler.Registry, Token);
        var log = await repository.LogAsync(new() { Limit = 4 });
        log.ShouldAllBe(e => e.Action == LogAction.EditChain);
        await repository.RefusedAsync("the documentation of the chain 'u/chain' was changed since", log[3]);
        await repository.UndoAsync();
        await repository.RefusedAsync("u/tag left", log[3]);
        for (var i = 0; i < 3; i++)
            await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_certification_is_taken_back_with_the_collection_that_it_made_and_others_stay()
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.CertifyAsync(2000, 3000);
        await repository.CertifyAsync(2000, 3000, "u/made");
        (await repository.StateAsync()).ShouldNotBe(before);
        await repository.UndoAsync();
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Removed_collections_come_back_with_members_and_places()
    {
        await using var repository = await MakeAsync();
        await repository.ChainAsync("u/outer", "u/chain", "u/calib");
        var before = await repository.StateAsync();
        await CollectionRemoval.ApplyAsync(repository.Butler.Registry, ["u/calib", "u/tag", "u/chain"], Token);
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_undo_takes_back_only_what_that_certification_did()
    {
        await using var repository = await MakeAsync();
        await repository.CertifyAsync(2000, 3000);
        var certification = await repository.LatestAsync();
        var type = await repository.Butler.Registry.DatasetTypes.GetAsync("bias", Token);
        await repository.Butler.Registry.Datasets.DecertifyAsync("u/calib", type, Timespan.Between(2000, 3000), null, Token);
        await repository.CertifyAsync(2000, 2500);
        await repository.RefusedAsync("Take the later action", certification);
    }

    [Fact]
    public async Task A_run_comes_back_into_a_chain_that_was_changed_since_and_what_came_in_stays()
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        await repository.ChainAsync("u/chain", "u/new", "u/other", "u/tag", "u/calib");
        await repository.UndoAsync(removal);
        (await repository.Butler.Registry.Collections.GetAsync("u/chain", Token)).Children.ShouldBe(["u/new", "u/other", "u/run", "u/tag", "u/calib"]);
    }

    [Fact]
    public async Task The_log_tells_the_latest_first_by_collections_and_up_to_a_limit()
    {
        await using var repository = await MakeAsync();
        await repository.CertifyAsync(2000, 3000);
        await repository.RemoveRunAsync();
        (await repository.LogAsync()).Select(e => e.Action).ShouldBe([LogAction.RemoveRuns, LogAction.Certify, LogAction.EditChain, LogAction.Certify]);
        (await repository.LogAsync(new() { Collections = ["u/calib"] })).Select(e => e.Action).ShouldBe([LogAction.Certify, LogAction.Certify]);
        (await repository.LogAsync(new() { Collections = ["u/r*", "nosuch"] })).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.Subject.ShouldBe("u/run"), e => e.Datasets.ShouldBe(13), e => e.State.ShouldBe(LogState.Done), e => e.NotKept.ShouldBeNull());
        (await repository.LogAsync(new() { Limit = 2 })).Count.ShouldBe(2);
        var id = (await repository.LatestAsync()).Id.ToString();
        (await RepositoryHistory.FindAsync(repository.Butler, id[..^3], Token)).Id.ToString().ShouldBe(id);
        await repository.UndoAsync();
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.FindAsync(repository.Butler, id, Token))).Message.ShouldContain("already");
        (await repository.LatestAsync()).Action.ShouldBe(LogAction.Certify);
    }

    [Theory]
    [InlineData(RemovalKeeping.Kept)]
    [InlineData(RemovalKeeping.ForGood)]
    public async Task The_log_tells_of_the_runs_of_every_part_of_a_pruning(RemovalKeeping keeping)
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = 5;
        IReadOnlyList<SkyButler.Datasets.DatasetRef> datasets = [.. await repository.DatasetsAsync(), .. await repository.DatasetsAsync(run: "u/other")];
        await repository.Butler.PruneDatasetsAsync(datasets, new() { Purge = true, Keeping = keeping }, Token);
        foreach (var run in (string[])["u/run", "u/other"])
            (await repository.LogAsync(new() { Collections = [run] })).ShouldHaveSingleItem().Datasets.ShouldBe(14);
    }

    [Fact]
    public async Task Actions_of_one_time_have_one_order_everywhere()
    {
        await using var repository = await MakeAsync();
        for (var i = 0; i < 4; i++)
            await repository.ChainAsync("u/chain", i % 2 == 0 ? ["u/tag"] : ["u/tag", "u/other"]);
        await repository.ExecuteAsync("UPDATE skybutler_log SET time = 1");
        var log = (await repository.LogAsync()).Select(e => $"{e.Id:N}").ToList();
        log.ShouldBe(log.OrderDescending(StringComparer.Ordinal));
        (await repository.LatestAsync()).Id.ToString("N").ShouldBe(log[0]);
        await repository.RefusedAsync($"Take the later action {Guid.Parse(log[0])}", (await repository.LogAsync()).Last(e => e.Action == LogAction.EditChain));
    }

    [Theory]
    [InlineData("Paint")]
    [InlineData("3")]
    public async Task What_a_newer_program_did_is_listed_and_left_to_it(string action)
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        await repository.ExecuteAsync($"UPDATE skybutler_log SET action = '{action}' WHERE action = 'RemoveRuns'");
        (await repository.LogAsync(new() { Limit = 1 })).ShouldHaveSingleItem().Action.ShouldBe(LogAction.Unknown);
        await repository.RefusedAsync("doesn't know its kind", removal);
    }

    [Fact]
    public async Task A_lock_by_a_name_is_had_by_one_client_at_a_time()
    {
        await using var repository = await MakeAsync();
        await using var other = await Butler.OpenAsync(repository.Small.Root, new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite, Stores = repository.Small.Stores }, Token);
        var held = await repository.Butler.Registry.TryHoldAsync("removal 1", Token);
        held.ShouldNotBeNull();
        (await other.Registry.TryHoldAsync("removal 1", Token)).ShouldBeNull();
        (await repository.Butler.Registry.TryHoldAsync("removal 1", Token)).ShouldBeNull();
        await using (var second = await other.Registry.TryHoldAsync("removal 2", Token))
            second.ShouldNotBeNull();
        // What else clients do goes on meanwhile.
        await repository.ChainAsync("u/chain", "u/tag");
        await held.DisposeAsync();
        await held.DisposeAsync();
        await using var third = await other.Registry.TryHoldAsync("removal 1", Token);
        third.ShouldNotBeNull();
    }

    private protected abstract Task<UndoneRepository> MakeAsync();
}
