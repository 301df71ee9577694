using SkyButler.Configuration;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Tests.Registry.Postgres;
using SkyButler.Tests.Shared;
using SkyButler.Transfers;

namespace SkyButler.Tests.History;

/// <summary>Several clients of one PostgreSQL server, at the very moments at which they could mislead one another.</summary>
public sealed class CrowdedUndoTests : IAsyncLifetime
{
    private readonly string schema = $"test_{Guid.NewGuid():N}";
    private UndoneRepository repository = null!;
    private Butler other = null!;

    private static CancellationToken Token => UndoneRepository.Token;

    public async ValueTask InitializeAsync()
    {
        repository = await UndoneRepository.MakeAsync($"registry: {{db: '{await PostgresServer.UrlAsync()}', namespace: {schema}}}");
        other = await Butler.OpenAsync(repository.Small.Root, new() { Access = RegistryAccess.ReadWrite, Stores = PackagedDefaults.Stores }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task Files_that_another_client_takes_out_just_now_are_kept_all_the_same()
    {
        var datasets = await repository.DatasetsAsync("detector = 2");
        var (store, registry) = (repository.Butler.Datastore.FileStores.Single(), repository.Butler.Registry);
        await using var bin = await RemovalBin.BeginAsync(repository.Butler.Datastore, repository.Butler.Datastore.BinSettings, registry.Log.NewId(), Token);
        await bin.AddAsync([.. datasets.Select(d => RemovedDataset.Of(d, []))], Token);
        var place = (await store.FindBinAsync(Token))!;
        await registry.TransactAsync(token => repository.Butler.Datastore.TrashAsync([.. datasets.Select(d => d.Id)], token), Token);

        // The other client has the marks, and is held up before it asks where the files belong.
        Task emptying = Task.CompletedTask;
        await registry.TransactAsync(
            async _ =>
            {
                await repository.ExecuteAsync($"LOCK TABLE {store.RecordsTable} IN ACCESS EXCLUSIVE MODE");
                using (ExecutionContext.SuppressFlow())
                    emptying = Task.Run(() => other.Datastore.EmptyTrashAsync(Token), Token);
                await WaitingAsync();
                await using var third = await Butler.OpenAsync(repository.Small.Root, new() { Access = RegistryAccess.ReadWrite, Stores = PackagedDefaults.Stores }, Token);
                await third.Datastore.EmptyTrashAsync(Token);
                await bin.CompletePartAsync(third.Registry, Token);
                (await PendingRemovals.ListAsync(place, Token)).ShouldHaveSingleItem();
            },
            Token);
        await emptying;

        Directory.GetFiles(place.FilesOf(bin.Action).LocalPath, "*", SearchOption.AllDirectories).Length.ShouldBe(datasets.Count);
        await bin.CompletePartAsync(registry, Token);
        (await PendingRemovals.ListAsync(place, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chain_is_logged_as_it_was_before_that_very_change(bool isRemoval)
    {
        Task later = Task.CompletedTask;
        await repository.Butler.Registry.TransactAsync(
            async token =>
            {
                await new ChainDefinition { Parent = "u/chain", Children = ["u/new"], Edit = ChainEdit.Prepend }.ApplyAsync(repository.Butler.Registry, token);
                using (ExecutionContext.SuppressFlow())
                    later = Task.Run(
                        () => isRemoval
                            ? other.RemoveRunsAsync(["u/run"], RunRemoval.UnlinkFromChains, Token)
                            : new ChainDefinition { Parent = "u/chain", Children = ["u/tag"], Edit = ChainEdit.Remove }.ApplyAsync(other.Registry, Token),
                        Token);
                await WaitingAsync();
            },
            Token);
        await later;
        var entry = await repository.LatestAsync();
        entry.Action.ShouldBe(isRemoval ? LogAction.RemoveRuns : LogAction.EditChain);
        (await repository.Butler.Registry.Log.DetailAsync(entry.Id, Token))!.Chains.ShouldHaveSingleItem().Before.ShouldBe(["u/new", "u/other", "u/run", "u/tag"]);
        await repository.UndoAsync();
        (await repository.Butler.Registry.Collections.GetAsync("u/chain", Token)).Children.ShouldBe(["u/new", "u/other", "u/run", "u/tag"]);
    }

    [Fact]
    public async Task Of_two_who_make_one_chain_the_second_changes_it()
    {
        Task later = Task.CompletedTask;
        await repository.Butler.Registry.TransactAsync(
            async token =>
            {
                await repository.ChainAsync("u/made", "u/tag");
                using (ExecutionContext.SuppressFlow())
                    later = Task.Run(() => new ChainDefinition { Parent = "u/made", Children = ["u/new"] }.ApplyAsync(other.Registry, Token), Token);
                await WaitingAsync();
            },
            Token);
        await later;
        await repository.UndoAsync();
        (await repository.Butler.Registry.Collections.GetAsync("u/made", Token)).Children.ShouldBe(["u/tag"]);
    }

    // Until some client waits for a lock of another.
    private async Task WaitingAsync()
    {
        var sql = $"SELECT count(*) FROM pg_locks w WHERE NOT w.granted AND w.pid IN (SELECT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{schema}')";
        while ((long)(await PostgresTestServer.RunAsync(sql, new Uri(await PostgresServer.UrlAsync()).AbsolutePath.Trim('/')))! == 0)
            await Task.Delay(10, Token);
    }
}
