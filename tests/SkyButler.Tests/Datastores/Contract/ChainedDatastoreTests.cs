using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>A datastore in memory and two of files, of which the second takes no exposures.</summary>
public sealed class ChainedDatastoreTests : DatastoreContract
{
    private const string Children = """
        datastore:
          cls: lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore
          datastores:
            - cls: lsst.daf.butler.datastores.inMemoryDatastore.InMemoryDatastore
              constraints: {reject: [info]}
            - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
            - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
              records: {table: second_records}
          datastore_constraints:
            - {}
            - {}
            - constraints: {reject: [ExposureF]}

        """;

    protected override string Seed => Children;

    [Fact]
    public async Task Each_child_gets_what_it_accepts_in_a_folder_of_its_own()
    {
        await using var repository = await MakeAsync();
        await PutInfoAsync(repository, 1);
        await repository.Butler.PutAsync(Picture(), "calexp", Detector0, cancellationToken: Token);
        repository.Files().Select(f => f.Split('/')[0] + " " + f.Split('/')[3]).ShouldBe(["FileDatastore_1 calexp", "FileDatastore_1 info", "FileDatastore_2 info"]);
    }

    [Fact]
    public async Task Another_child_takes_over_where_a_file_is_missing()
    {
        await using var repository = await MakeAsync();
        var info = await PutInfoAsync(repository, 1);
        File.Delete(Path.Combine(repository.Root, repository.Files()[0]));
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(info, cancellationToken: Token))["value"].ShouldBe(1L);
        File.Delete(Path.Combine(repository.Root, repository.Files()[0]));
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(info, cancellationToken: Token))).Message.ShouldContain("missing");
    }

    [Fact]
    public async Task A_file_that_is_moved_in_comes_to_all_and_leaves_its_place()
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("other", "StructuredDataDict", "instrument");
        var file = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        var dataset = repository.Ref(type, new() { ["instrument"] = "Cam" });
        await repository.Butler.IngestAsync([new(file, [dataset])], new() { Transfer = TransferMode.Move }, Token);
        repository.Files().Select(f => f.Split('/')[0]).ShouldBe(["FileDatastore_1", "FileDatastore_2"]);
        File.Exists(file).ShouldBeFalse();
        var copies = repository.Outside("copies") + "/";
        await repository.Butler.RetrieveArtifactsAsync([dataset], copies, new() { Transfer = TransferMode.Copy }, Token);
        Directory.GetFiles(copies, "*.yaml", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_child_that_fails_leaves_nothing_in_the_others()
    {
        await using var repository = await MakeAsync();
        var info = await PutInfoAsync(repository, 1);
        var second = Path.Combine(repository.Root, repository.Files().Single(f => f.StartsWith("FileDatastore_2", StringComparison.Ordinal)));
        await repository.Butler.PruneDatasetsAsync([info], new() { Unstore = true, Purge = true }, Token);
        // The second store of files can't give its file the name, which a folder has; the first has given it already.
        Directory.CreateDirectory(Path.Combine(second, "in the way"));
        await Should.ThrowAsync<Exception>(() => PutInfoAsync(repository, 1));
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.FindDatasetAsync("info", Detector0, cancellationToken: Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_of_datasets_that_no_child_takes_together_is_refused()
    {
        await using var repository = await SmallRepository.MakeAsync(Children.Replace("    - {}\n    - {}", "    - {}\n    - constraints: {reject: [other]}", StringComparison.Ordinal).Replace("reject: [ExposureF]", "reject: [info]", StringComparison.Ordinal));
        var one = await repository.RegisterAsync("info", "StructuredDataDict", "instrument");
        var two = await repository.RegisterAsync("other", "StructuredDataDict", "instrument");
        var file = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        IReadOnlyList<DatasetRef> both = [repository.Ref(one, new() { ["instrument"] = "Cam" }), repository.Ref(two, new() { ["instrument"] = "Cam" })];
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.IngestAsync([new(file, both)], new() { Transfer = TransferMode.Move }, Token)))
            .Message.ShouldContain("all datasets of the file");
        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_of_the_chain_itself_can_not_be_moved()
    {
        await using var repository = await MakeAsync();
        await PutInfoAsync(repository, 1);
        var type = await repository.RegisterAsync("other", "StructuredDataDict", "instrument");
        var own = Path.Combine(repository.Root, repository.Files()[0]);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.IngestAsync(
            [new(own, [repository.Ref(type, new() { ["instrument"] = "Cam" })])], new() { Transfer = TransferMode.Move }, Token))).Message.ShouldContain("lies in a datastore");
        File.Exists(own).ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_child_accepts_is_refused()
    {
        await using var repository = await SmallRepository.MakeAsync(Children.Replace("reject: [ExposureF]", "reject: [info]", StringComparison.Ordinal).Replace("    - {}\n    - {}", "    - {}\n    - constraints: {reject: [info]}", StringComparison.Ordinal));
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        (await Should.ThrowAsync<DatastoreException>(() => PutInfoAsync(repository, 1))).Message.ShouldContain("No datastore of the chain accepts");
    }

    [Fact]
    public async Task Two_children_with_one_table_are_refused() =>
        (await Should.ThrowAsync<ConfigException>(async () =>
        {
            await using var repository = await SmallRepository.MakeAsync(Children.Replace("      records: {table: second_records}\n", "", StringComparison.Ordinal));
        })).Message.ShouldContain("records.table");
}
