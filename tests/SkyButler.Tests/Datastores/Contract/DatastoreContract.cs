using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Registry.Errors;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores.Parquet;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>What every datastore does, seen through a butler that has it.</summary>
public abstract class DatastoreContract : ReadableDatastoreContract
{
    /// <summary>The seed that configures the datastore.</summary>
    protected abstract string Seed { get; }

    [Fact]
    public async Task A_second_dataset_of_the_same_data_ID_is_refused_and_the_first_stays()
    {
        await using var repository = await MakeAsync();
        var first = await PutInfoAsync(repository, 1);
        await Should.ThrowAsync<ConflictException>(() => PutInfoAsync(repository, 2));
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(first, cancellationToken: Token))["value"].ShouldBe(1L);
    }

    [Fact]
    public async Task An_object_that_does_not_suit_leaves_nothing()
    {
        await using var repository = await MakeAsync();
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync("text", "calexp", Detector0, cancellationToken: Token));
        (await repository.Butler.FindDatasetAsync("calexp", Detector0, cancellationToken: Token)).ShouldBeNull();
        (await FilesAsync(repository)).ShouldBeEmpty();
        repository.Journal().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dataset_that_is_unstored_is_still_registered_and_can_be_purged()
    {
        await using var repository = await MakeAsync();
        var dataset = await PutInfoAsync(repository, 1);
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(dataset, cancellationToken: Token))).Message.ShouldContain("not stored");
        (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id].ShouldHaveSingleItem().Uri.Fragment.ShouldBe("predicted");
        (await FilesAsync(repository)).ShouldBeEmpty();
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true, Purge = true }, Token);
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.None);
    }

    [Fact]
    public async Task A_component_by_itself_and_what_is_stored_already_are_refused()
    {
        await using var repository = await MakeAsync();
        var dataset = await repository.Butler.PutAsync(Picture(), "calexp", Detector0, cancellationToken: Token);
        await Should.ThrowAsync<Exception>(() => repository.Butler.PutAsync([(Picture(), dataset)], Token));
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
        await repository.Butler.PutAsync([(Picture(), dataset)], Token);
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7].ShouldBe(3.5f);
    }

    [Fact]
    public async Task A_removal_that_is_rolled_back_loses_nothing()
    {
        await using var repository = await MakeAsync();
        var info = await PutInfoAsync(repository, 1);
        await Should.ThrowAsync<InvalidOperationException>(() => repository.Butler.Registry.TransactAsync(
            async token =>
            {
                await repository.Butler.Datastore.TrashAsync([info.Id], token);
                throw new InvalidOperationException("no");
            },
            Token));
        await repository.Butler.Datastore.EmptyTrashAsync(Token);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(info, cancellationToken: Token))["value"].ShouldBe(1L);
    }

    [Fact]
    public async Task What_is_forgotten_is_not_stored_any_more()
    {
        await using var repository = await MakeAsync();
        var dataset = await PutInfoAsync(repository, 1);
        await repository.Butler.Datastore.ForgetAsync([dataset.Id], Token);
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded);
    }

    [Theory]
    [InlineData("ArrowAstropy")]
    [InlineData("ArrowNumpy")]
    [InlineData("ArrowNumpyDict")]
    [InlineData("DataFrame")]
    [InlineData("ArrowTable")]
    [InlineData("AstropyTable")]
    public async Task Tables_of_every_storage_class_come_back(string storageClass)
    {
        await using var repository = await MakeAsync();
        await repository.RegisterAsync("catalog", storageClass, "detector");
        var put = await repository.Butler.PutAsync(SampleTables.Sources, "catalog", Detector0, cancellationToken: Token);

        var got = await repository.Butler.GetAsync(put, cancellationToken: Token);

        (got is ArrowTable arrow ? arrow.Schema.Names : ((Table)got).Schema.Names).ShouldBe(SampleTables.Sources.Schema.Names);
        if (got is Table table)
            table.ShouldHaveValuesOf(SampleTables.Sources);
        (await repository.Butler.GetAsync("catalog.rowcount", Detector0, cancellationToken: Token)).ShouldBe(3L);
        ((List<object?>)await repository.Butler.GetAsync("catalog.columns", Detector0, cancellationToken: Token)).ShouldBe(SampleTables.Sources.Schema.Names);
        var schema = await repository.Butler.GetAsync("catalog.schema", Detector0, cancellationToken: Token);
        (schema is ArrowTableSchema fields ? fields.Names : ((TableSchema)schema).Names).ShouldBe(SampleTables.Sources.Schema.Names);
    }

    private protected static Task<DatasetRef> PutInfoAsync(SmallRepository repository, int value) =>
        repository.Butler.PutAsync(new Dictionary<string, object?> { ["value"] = value }, "info", Detector0, cancellationToken: Token);

    /// <summary>Names of the files that the datastore holds.</summary>
    private protected virtual Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) => Task.FromResult<IReadOnlyList<string>>(repository.Files());

    /// <summary>Makes the repository.</summary>
    private protected virtual Task<SmallRepository> MakeEmptyAsync() => SmallRepository.MakeAsync(Seed);

    private protected async Task<SmallRepository> MakeAsync()
    {
        var repository = await MakeEmptyAsync();
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        return repository;
    }

    private protected override async Task<SmallRepository> MakeFilledAsync()
    {
        var repository = await MakeAsync();
        await FillAsync(repository);
        return repository;
    }
}
