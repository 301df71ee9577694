using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Tables;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Tables are put and got as the original's storage classes of astropy's tables.</summary>
public sealed class TableTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static readonly Table Sources = new(
    [
        new Column<long>("id", new[] { 1L, 2, 3 }),
        new Column<double>("ra", new[] { 10.5, 11, 12 }, "deg", "right ascension"),
        new Column<double>("ra_error", new[] { 0.5, 0.25, 1 }, "deg"),
        new Column<string>("band", new[] { "g", "r", "r" }),
    ]);

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("AstropyTable")]
    [InlineData("AstropyQTable")]
    public async Task A_table_is_stored_as_the_original_stores_it_and_its_parts_are_read_alone(string storageClass)
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", storageClass, "detector");

        var put = await repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token);

        var record = (await repository.Butler.Datastore.FindRecordsAsync([put.Id], Token))[put.Id].Single();
        record.Formatter.ShouldBe("lsst.daf.butler.formatters.astropyTable.AstropyTableFormatter");
        record.Path.ShouldEndWith(".ecsv");
        var got = (Table)await repository.Butler.GetAsync(put, cancellationToken: Token);
        got.Values<double>("ra").ToArray().ShouldBe([10.5, 11, 12]);
        got["ra"].Definition.Unit.ShouldBe("deg");
        (await PartAsync(repository, "rowcount")).ShouldBe(3L);
        ((List<object?>)await PartAsync(repository, "columns")).ShouldBe(["id", "ra", "ra_error", "band"]);
        var schema = (TableSchema)await PartAsync(repository, "schema");
        schema.Columns[1].Description.ShouldBe("right ascension");
        ((List<object?>)await PartAsync(repository, "columns", "ra*")).ShouldBe(["ra", "ra_error"]);
    }

    [Fact]
    public async Task The_parameter_columns_takes_names_and_patterns()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", "AstropyTable", "detector");
        var put = await repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token);

        (await NamesAsync(repository, put, "ra*")).ShouldBe(["ra", "ra_error"]);
        (await NamesAsync(repository, put, new List<string> { "band", "r?" })).ShouldBe(["band", "ra"]);
        (await NamesAsync(repository, put, new List<object?> { "id" })).ShouldBe(["id"]);
        (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, "dec"))).Message.ShouldContain("no column 'dec'");
        (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, 3))).Message.ShouldContain("takes a name or pattern");
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync("text", "sources", new() { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token)))
            .Message.ShouldContain("needs Table");
    }

    [Theory]
    [InlineData("fits", ".fits")]
    [InlineData("votable", ".vot")]
    [InlineData("csv", ".csv")]
    [InlineData("parquet", ".parq")]
    public async Task A_format_of_ones_choice_is_configured(string format, string extension)
    {
        await using var repository = await SmallRepository.MakeAsync(
            $"datastore: {{formatters: {{sources: {{formatter: SkyButler.Datastores.Formatters.Tables.TableFormatter, parameters: {{format: {format}}}}}}}}}");
        await repository.RegisterAsync("sources", "AstropyTable", "detector");

        var put = await repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token);

        repository.Files().Single().ShouldEndWith(extension);
        (await NamesAsync(repository, put, "*")).ShouldBe(["id", "ra", "ra_error", "band"]);
        (await PartAsync(repository, "rowcount")).ShouldBe(3L);
    }

    [Theory]
    [InlineData("binary", "<BINARY>")]
    [InlineData("BINARY2", "<BINARY2>")]
    [InlineData("tabledata", "<TABLEDATA>")]
    public async Task How_a_votable_holds_its_rows_is_configured(string serialization, string element)
    {
        await using var repository = await SmallRepository.MakeAsync(
            $"datastore: {{formatters: {{sources: {{formatter: TableFormatter, parameters: {{format: votable, tabledata_format: {serialization}}}}}}}}}");
        await repository.RegisterAsync("sources", "AstropyTable", "detector");

        await repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token);

        (await File.ReadAllTextAsync(Path.Combine(repository.Root, repository.Files().Single()), Token)).ShouldContain(element);
        (await PartAsync(repository, "rowcount")).ShouldBe(3L);
    }

    [Fact]
    public async Task A_form_that_votables_do_not_have_is_refused_with_those_that_they_have()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore: {formatters: {sources: {formatter: TableFormatter, parameters: {format: votable, tabledata_format: binary3}}}}");
        await repository.RegisterAsync("sources", "AstropyTable", "detector");

        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token)))
            .Message.ShouldContain("can be tabledata, binary, binary2");
    }

    [Fact]
    public async Task Hdf5_is_refused_in_words()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore: {formatters: {sources: {formatter: TableFormatter, parameters: {format: hdf5}}}}");
        await repository.RegisterAsync("sources", "AstropyTable", "detector");

        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync(Sources, "sources", Detector0, cancellationToken: Token)))
            .Message.ShouldContain("not written as HDF5");
    }

    [Fact]
    public async Task A_catalogue_of_afw_is_a_table_with_a_column_for_each_flag()
    {
        var catalog = SharedFiles.Data("obs_base/source_catalog.fits");
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("src", "SourceCatalog", "detector");
        var dataset = repository.Ref(type, Detector0);
        await repository.Butler.IngestAsync([new FileDataset(catalog, [dataset])], new() { Transfer = TransferMode.Copy }, Token);

        var table = (Table)await repository.Butler.GetAsync(dataset, cancellationToken: Token);

        table.RowCount.ShouldBe(3);
        table.Columns.Take(4).Select(column => column.Name).ShouldBe(["a_flag", "b_flag", "c_flag", "id"]);
        table["coord_ra"].Definition.Unit.ShouldBe("rad");
        table["coord_ra"].Definition.Description.ShouldBe("position in ra/dec");
        table.Metadata.ContainsKey("TFLAG1").ShouldBeFalse();
    }

    private static Task<object> PartAsync(SmallRepository repository, string part, string? columns = null) => repository.Butler.GetAsync(
        "sources." + part, Detector0, parameters: columns is null ? null : new Dictionary<string, object> { ["columns"] = columns }, cancellationToken: Token);

    private static async Task<IEnumerable<string>> NamesAsync(SmallRepository repository, DatasetRef dataset, object columns)
    {
        var table = (Table)await repository.Butler.GetAsync(dataset, new Dictionary<string, object> { ["columns"] = columns }, Token);
        return table.Columns.Select(column => column.Name);
    }
}
