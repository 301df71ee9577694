using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.History;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.History;

/// <summary>Bins that are not on a local disk: damage, bounds, shared files, names that lead elsewhere, and several clients.</summary>
public abstract class RemoteBinContract
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_that_were_damaged_in_the_bin_are_told_and_the_rest_comes_back_when_asked(bool isShorter)
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var files = await KeptAsync(repository);
        files.Count.ShouldBe(13);
        var content = await repository.Small.Stores.ReadAllBytesAsync(files[0], Token);
        content[^2] ^= 1;
        await repository.Small.Stores.WriteAllBytesAsync(files[0], isShorter ? content[1..] : content, Token);
        await repository.Small.Stores.DeleteAsync([files[1]], Token);
        await repository.RefusedAsync(isShorter ? "bytes" : "checksum");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(2);
        (await repository.DatasetsAsync()).Count.ShouldBe(11);
        await repository.CheckWholeAsync();
        (await KeptAsync(repository)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_list_that_was_damaged_or_deleted_is_told_in_one_line()
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = 5;
        await repository.RemoveRunAsync();
        var lists = (await repository.BinFilesAsync()).Where(f => f.EndsWith(".jsonl", StringComparison.Ordinal)).Select(f => repository.FilesRoot.Join(f)).ToList();
        lists.Count.ShouldBe(3);
        await repository.Small.Stores.WriteAllBytesAsync(lists[0], "{"u8.ToArray(), Token);
        await repository.RefusedAsync("damaged");
        await repository.Small.Stores.DeleteAsync([lists[1]], Token);
        await repository.RefusedAsync("is gone");
        await repository.Small.Stores.DeleteAsync([.. (await repository.BinFilesAsync()).Select(f => repository.FilesRoot.Join(f))], Token);
        await repository.RefusedAsync("not kept any more");
    }

    [Fact]
    public async Task A_bin_is_trimmed_by_whole_removals_the_oldest_first()
    {
        await using var repository = await MakeAsync("skybutler: {undo: {remote: {datasets: 12}}}");
        var datasets = await repository.DatasetsAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Take(4)], new() { Purge = true }, Token);
        var first = await repository.LatestAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Skip(4).Take(4)], new() { Purge = true }, Token);
        var second = await repository.LatestAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Skip(8)], new() { Purge = true }, Token);
        (await KeptAsync(repository)).Count.ShouldBe(9);
        (await repository.BinFilesAsync()).ShouldAllBe(f => !f.Contains($"{first.Id:N}", StringComparison.Ordinal));
        await repository.RefusedAsync("not kept any more", first);
        await repository.UndoAsync();
        await repository.UndoAsync(second);
        (await repository.DatasetsAsync()).Count.ShouldBe(9);
        await repository.CheckWholeAsync();
    }

    [Theory]
    [InlineData("gigabytes: 0", "switched off")]
    [InlineData("remote: {gigabytes: 0}", "switched off")]
    [InlineData("remote: {datasets: 12}", "more than the bin takes")]
    [InlineData("remote: {gigabytes: 0.00000001}", "larger than the bin")]
    public async Task What_is_not_kept_is_told_and_leaves_nothing(string setting, string reason)
    {
        await using var repository = await MakeAsync($"skybutler: {{undo: {{{setting}}}}}");
        await repository.RemoveRunAsync();
        (await repository.FilesAsync()).Count.ShouldBe(1);
        (await repository.LatestAsync()).NotKept!.ShouldContain(reason);
        await repository.RefusedAsync(reason);
        (await repository.BinFilesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Datasets_that_share_a_file_come_back_each_by_its_own_removal()
    {
        await using var repository = await MakeAsync();
        var type = await repository.Small.RegisterAsync("raw", "StructuredDataDict", "exposure", "detector");
        var shared = Enumerable.Range(0, 4).Select(i => repository.Small.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = 1, ["detector"] = i })).ToList();
        var outside = await repository.Small.WriteOutsideAsync("decam.yaml", "number: 1\n");
        await repository.Butler.IngestAsync([new FileDataset(outside, shared)], new() { Transfer = TransferMode.Copy }, Token);
        var before = await repository.StateAsync();
        await repository.Butler.PruneDatasetsAsync([.. shared.Take(2)], new() { Purge = true }, Token);
        var first = await repository.LatestAsync();
        (await KeptAsync(repository)).ShouldBeEmpty();
        await repository.Butler.PruneDatasetsAsync([.. shared.Skip(2)], new() { Purge = true }, Token);
        var second = await repository.LatestAsync();
        (await KeptAsync(repository)).ShouldHaveSingleItem();
        await repository.RefusedAsync($"went with the later action {second.Id}", first);
        await repository.UndoAsync(second);
        await repository.UndoAsync(first);
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_file_that_parts_of_one_removal_share_is_kept_once_with_the_last_of_them()
    {
        await using var repository = await MakeAsync();
        var type = await repository.Small.RegisterAsync("raw", "StructuredDataDict", "exposure", "detector");
        var shared = Enumerable.Range(0, 4).Select(i => repository.Small.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = 1, ["detector"] = i })).ToList();
        var outside = await repository.Small.WriteOutsideAsync("decam.yaml", "number: 1\n");
        await repository.Butler.IngestAsync([new FileDataset(outside, shared)], new() { Transfer = TransferMode.Copy }, Token);
        var before = await repository.StateAsync();
        repository.Butler.RemovalChunk = 1;
        await repository.Butler.PruneDatasetsAsync(shared, new() { Purge = true }, Token);
        (await KeptAsync(repository)).ShouldHaveSingleItem();
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Two_versions_of_one_dataset_are_not_mixed_up()
    {
        await using var repository = await MakeAsync();
        var dataset = (await repository.DatasetsAsync()).First(d => d.DatasetType.Name == "info");
        for (var version = 1L; version <= 2; version++)
        {
            await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
            if (version == 1)
                await repository.Butler.PutAsync([(new OrderedDictionary<string, object?> { ["value"] = 77L }, dataset)], Token);
        }

        var log = await repository.LogAsync(new() { Limit = 2 });
        await repository.UndoAsync(log[0]);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(77L);
        await repository.RefusedAsync("was stored again since", log[1]);
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
        await repository.UndoAsync(log[1]);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldNotBe(77L);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_record_whose_path_leads_out_of_the_root_is_told_of_and_takes_nothing_along()
    {
        await using var repository = await MakeAsync();
        var victim = repository.FilesRoot.Parent.Join($"victim-{Guid.NewGuid():N}");
        await repository.Small.Stores.WriteAllBytesAsync(victim, "mine"u8.ToArray(), Token);
        var dataset = (await repository.DatasetsAsync()).First(d => d.DatasetType.Name == "info");
        await repository.ExecuteAsync($"UPDATE file_datastore_records SET path = '../{victim.Basename}' WHERE hex(dataset_id) = '{dataset.Id:N}' COLLATE NOCASE OR dataset_id = '{dataset.Id:N}'");
        (await Should.ThrowAsync<DatastoreException>(repository.RemoveRunAsync)).Message.ShouldContain("'..'");
        (await KeptAsync(repository)).Count.ShouldBe(12);
        (await repository.Small.Stores.ReadAllTextAsync(victim, Token)).ShouldBe("mine");
        await repository.Small.Stores.DeleteAsync([victim], Token);
    }

    [Fact]
    public async Task A_list_that_names_a_place_out_of_the_root_brings_nothing_back()
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var list = repository.FilesRoot.Join((await repository.BinFilesAsync()).Single(f => f.EndsWith(".jsonl", StringComparison.Ordinal)));
        var text = await repository.Small.Stores.ReadAllTextAsync(list, Token);
        await repository.Small.Stores.WriteAllBytesAsync(list, System.Text.Encoding.UTF8.GetBytes(text.Replace("\"Path\":\"u/run", "\"Path\":\"../../evil/run", StringComparison.Ordinal)), Token);
        var before = await repository.StateAsync();
        (await Should.ThrowAsync<Exception>(() => repository.UndoAsync(isPartial: true))).ShouldSatisfyAllConditions(
            e => (e is ResourceException or HistoryException).ShouldBeTrue(e.ToString()), e => e.Message.ShouldContain("'..'"), e => e.Message.ShouldNotContain('\n'));
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_two_clients_one_takes_back_and_the_other_is_told()
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        await using var other = await Butler.OpenAsync(repository.Small.Root, new() { Access = RegistryAccess.ReadWrite, Stores = repository.Small.Stores }, Token);
        await using (var plan = await RepositoryHistory.PlanAsync(repository.Butler, removal, Token))
        {
            (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.PlanAsync(other, removal, Token))).Message.ShouldContain("still under way");
            await other.PruneDatasetsAsync(await repository.DatasetsAsync(run: "u/other"), new() { Purge = true }, Token);
            await plan.ApplyAsync(Token);
        }

        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.PlanAsync(other, removal, Token))).Message.ShouldContain("already");
        (await repository.DatasetsAsync()).Count.ShouldBe(13);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_bin_that_can_not_be_written_stops_a_removal_before_anything_is_gone()
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite, Stores = Refusing(repository) });
        var error = await Should.ThrowAsync<BinException>(repository.RemoveRunAsync);
        error.Message.ShouldContain("--no-undo");
        error.Message.ShouldNotContain('\n');
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        (await repository.StateAsync()).ShouldBe(before);
        (await repository.LogAsync()).ShouldAllBe(e => e.Action != SkyButler.Registry.Log.LogAction.RemoveRuns);
    }

    [Fact]
    public async Task Copies_that_another_client_took_away_are_made_again_when_the_files_are_taken_out()
    {
        await using var repository = await MakeAsync();
        var datasets = await repository.DatasetsAsync("detector = 2");
        var (store, registry) = (repository.Butler.Datastore.FileStores.Single(), repository.Butler.Registry);
        Guid[] ids = [.. datasets.Select(d => d.Id)];
        await using var bin = await RemovalBin.BeginAsync(repository.Butler.Datastore, repository.Butler.Datastore.BinSettings, registry.Log.NewId(), Token);
        await bin.PrepareAsync(ids, Token);
        (await KeptAsync(repository)).Count.ShouldBe(ids.Length);
        // As one does that takes the removal for dead, since its lock was lost.
        await repository.Small.Stores.DeleteAsync([.. (await repository.BinFilesAsync()).Select(f => repository.FilesRoot.Join(f))], Token);
        var removed = datasets.Select(d => RemovedDataset.Of(d, [])).ToDictionary(d => d.Id);
        await foreach (var record in store.FetchRecordsAsync(ids, Token))
            removed[record.DatasetId].Records = [new(store.Name, record, null)];
        await registry.TransactAsync(
            async token =>
            {
                await bin.AddAsync([.. removed.Values], token);
                await repository.Butler.Datastore.TrashAsync(ids, token);
            },
            Token);
        await repository.Butler.Datastore.EmptyTrashAsync(Token);
        await bin.CompletePartAsync(registry, Token);
        (await KeptAsync(repository)).Count.ShouldBe(ids.Length);
        (await repository.BinFilesAsync()).ShouldContain(f => f.StartsWith(".skybutler/bin/removals/", StringComparison.Ordinal));
    }

    private protected abstract Task<UndoneRepository> MakeAsync(string seed = "");

    private static ResourceStores Refusing(UndoneRepository repository)
    {
        var scheme = repository.FilesRoot.Scheme;
        return repository.Small.Stores.With(scheme, new RefusingStore(repository.Small.Stores.For(repository.FilesRoot), "/.skybutler/bin/files/"));
    }

    private static async Task<List<ResourcePath>> KeptAsync(UndoneRepository repository) =>
        [.. (await repository.BinFilesAsync()).Where(f => f.StartsWith(".skybutler/bin/files/", StringComparison.Ordinal)).Select(f => repository.FilesRoot.Join(f))];

    public sealed class OnS3 : RemoteBinContract
    {
        private protected override Task<UndoneRepository> MakeAsync(string seed = "") => S3UndoTests.MakeOnS3Async(seed);
    }

    public sealed class OnDav : RemoteBinContract
    {
        private protected override Task<UndoneRepository> MakeAsync(string seed = "") => DavUndoTests.MakeOnDavAsync(seed);
    }
}
