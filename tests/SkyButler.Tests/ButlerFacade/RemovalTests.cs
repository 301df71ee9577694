using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Datastores;
using SkyButler.Transfers;

namespace SkyButler.Tests.ButlerFacade;

public sealed class RemovalTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task Unstored_datasets_stay_registered_with_a_predicted_place()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, second) = await PutTwoAsync(repository);
        var place = (await repository.Butler.GetUrisAsync([first], Token))[first.Id].Single().Uri;
        await repository.Butler.PruneDatasetsAsync([first], new() { Unstore = true }, Token);
        repository.Files().Count.ShouldBe(1);
        var existence = await repository.Butler.ExistsAsync([first, second], Token);
        existence[first.Id].ShouldBe(DatasetExistence.Recorded);
        existence[second.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact);
        (await repository.Butler.GetUrisAsync([first], Token))[first.Id].Single().Uri.ToString().ShouldBe(place + "#predicted");
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(first, cancellationToken: Token))).Message.ShouldContain("not stored");
    }

    [Fact]
    public async Task Purged_datasets_are_gone_and_their_data_id_is_free()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, _) = await PutTwoAsync(repository);
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        (await repository.Butler.ExistsAsync([first], Token))[first.Id].ShouldBe(DatasetExistence.None);
        await repository.Butler.PutAsync(new Dictionary<string, int>(), "info", new DataId(first.DataId), cancellationToken: Token);
        repository.Files().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Options_that_ask_for_nothing_or_too_much_are_refused()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, _) = await PutTwoAsync(repository);
        await Should.ThrowAsync<ButlerException>(() => repository.Butler.PruneDatasetsAsync([first], new(), Token));
        await Should.ThrowAsync<ButlerException>(() => repository.Butler.PruneDatasetsAsync([first], new() { Purge = true, Disassociate = ["t"] }, Token));
        repository.Files().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_goes_with_its_files_but_not_out_of_a_chain_unasked()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await PutTwoAsync(repository);
        var collections = repository.Butler.Registry.Collections;
        await collections.RegisterAsync(["chain"], CollectionType.Chained, null, Token);
        await collections.EditChainAsync("chain", ChainEdit.Extend, ["u/run"], Token);
        await Should.ThrowAsync<OrphanedRecordException>(() => repository.Butler.RemoveRunsAsync(["u/run"], cancellationToken: Token));
        repository.Files().Count.ShouldBe(2);
        await repository.Butler.RemoveRunsAsync(["u/run"], RunRemoval.UnlinkFromChains, Token);
        repository.Files().ShouldBeEmpty();
        (await collections.FindAsync("u/run", Token)).ShouldBeNull();
        (await collections.GetAsync("chain", Token)).Children.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_gone_already_does_not_hinder()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, _) = await PutTwoAsync(repository);
        File.Delete((await repository.Butler.GetUrisAsync([first], Token))[first.Id].Single().Uri.LocalPath);
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        (await repository.Butler.Registry.Locations.TrashedAsync(repository.Butler.Datastore.Name, 10, Guid.Empty, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_can_not_be_deleted_is_told_of_also_when_nothing_is_left_to_remove()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, second) = await PutTwoAsync(repository);
        var place = (await repository.Butler.GetUrisAsync([first], Token))[first.Id].Single().Uri.LocalPath;
        File.Delete(place);
        Directory.CreateDirectory(Path.Combine(place, "in the way"));
        var log = new ListLog();
        await repository.ReopenAsync(new() { Run = "u/run", Log = log });
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token));
        // An error that comes anyway says it already.
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PruneDatasetsAsync([second], new() { Purge = true }, Token));
        log.Messages.ShouldBeEmpty();

        await repository.Butler.PruneDatasetsAsync([], new() { Purge = true }, Token);
        await Should.ThrowAsync<MissingCollectionException>(() => repository.Butler.RemoveRunsAsync(["u/gone"], cancellationToken: Token));
        log.Messages.Count.ShouldBe(2);
        log.Messages.ShouldAllBe(m => m.StartsWith("1 files of removed datasets could not be deleted; the first: ", StringComparison.Ordinal) && m.Contains(place, StringComparison.Ordinal));

        Directory.Delete(place, recursive: true);
        await repository.Butler.PruneDatasetsAsync([], new() { Purge = true }, Token);
        log.Messages.Count.ShouldBe(2);
        repository.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RemovalKeeping.Kept)]
    [InlineData(RemovalKeeping.ForGood)]
    public async Task What_lies_behind_a_link_out_of_the_root_is_not_deleted_and_holds_up_nothing_else(RemovalKeeping keeping)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, second) = await PutTwoAsync(repository);
        await repository.RegisterAsync("other", "StructuredDataDict", "detector");
        var other = await repository.Butler.PutAsync(new Dictionary<string, int>(), "other", new() { ["instrument"] = "Cam", ["detector"] = 0 }, cancellationToken: Token);
        var uris = await repository.Butler.GetUrisAsync([first, other], Token);
        var folder = Path.GetDirectoryName(uris[first.Id].Single().Uri.LocalPath)!;
        Directory.Move(folder, repository.Outside("elsewhere"));
        Directory.CreateSymbolicLink(folder, repository.Outside("elsewhere"));
        await repository.ReopenAsync();
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PruneDatasetsAsync([first, second, other], new() { Purge = true, Keeping = keeping }, Token)))
            .Message.ShouldContain("symbolic link");
        Directory.GetFiles(repository.Outside("elsewhere")).Length.ShouldBe(2);
        File.Exists(uris[other.Id].Single().Uri.LocalPath).ShouldBeFalse();
        (await repository.Butler.Registry.Locations.TrashedAsync(repository.Butler.Datastore.Name, 10, Guid.Empty, Token)).ShouldBe([first.Id, second.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Thousands_of_files_that_cannot_be_deleted_hold_up_nothing_else()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, _) = await PutTwoAsync(repository);
        var place = (await repository.Butler.GetUrisAsync([first], Token))[first.Id].Single().Uri.LocalPath;
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "in-the-way"), Directory.CreateDirectory(repository.Outside("elsewhere")).FullName);
        var database = repository.Butler.Registry.Context.Database;
        var store = repository.Butler.Datastore.Name;
        await database.ExecuteAsync(
            database.Sql()
                .Append($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) ")
                .Append($"INSERT INTO dataset_location_trash (dataset_id, datastore_name) SELECT printf('%032x', i), {store} FROM n").Build(),
            Token);
        await database.ExecuteAsync(
            database.Sql()
                .Append($"INSERT INTO file_datastore_records (dataset_id, path, formatter, storage_class, component, file_size) ")
                .Append($"SELECT dataset_id, 'in-the-way/' || dataset_id, 'lsst.daf.butler.formatters.json.JsonFormatter', 'StructuredDataDict', '__NULL_STRING__', 1 FROM dataset_location_trash").Build(),
            Token);
        var error = await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token));
        error.Message.ShouldContain("in-the-way");
        File.Exists(place).ShouldBeFalse();
        (await repository.Butler.Registry.Locations.TrashedAsync(store, 30_000, Guid.Empty, Token)).Count.ShouldBe(12_000);
    }

    [Fact]
    public async Task Retrieved_files_keep_their_paths_and_come_with_an_index()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var (first, second) = await PutTwoAsync(repository);
        var target = repository.Outside("copies");
        var files = await repository.Butler.RetrieveArtifactsAsync([first, second], target, new() { Transfer = TransferMode.Copy }, Token);
        files.Select(f => Path.GetRelativePath(target, f)).ShouldBe(repository.Files());
        var index = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(target, "_butler_zip_index.json"), Token))!;
        index["artifact_map"]![repository.Files()[0]]!["ids"]![0]!.GetValue<string>().ShouldBe(first.Id.ToString());
        index["refs"]!["dataset_types"]!["info"]!["storageClass"]!.GetValue<string>().ShouldBe("StructuredDataDict");
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.RetrieveArtifactsAsync([first], target, new() { Transfer = TransferMode.Copy }, Token));
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.RetrieveArtifactsAsync([first], target, new() { Transfer = TransferMode.Move }, Token));
        var flat = await repository.Butler.RetrieveArtifactsAsync([first], repository.Outside("flat"), new() { Transfer = TransferMode.Copy, PreservePath = false }, Token);
        flat.Single().ShouldBe(Path.Combine(repository.Outside("flat"), "info_Cam_D0_u_run.yaml"));
    }

    private static async Task<(DatasetRef First, DatasetRef Second)> PutTwoAsync(SmallRepository repository)
    {
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var first = await repository.Butler.PutAsync(new Dictionary<string, int> { ["a"] = 1 }, "info", new() { ["instrument"] = "Cam", ["detector"] = 0 }, cancellationToken: Token);
        var second = await repository.Butler.PutAsync(new Dictionary<string, int> { ["a"] = 2 }, "info", new() { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token);
        return (first, second);
    }
}
