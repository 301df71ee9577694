using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Schemas;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Datastores.Parquet;

/// <summary>Datasets of the original's storage classes for tables in Parquet.</summary>
public sealed class ParquetDatasetTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_table_is_stored_as_the_original_stores_it_and_its_parts_are_had_by_name()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var put = await PutAsync(repository, "ArrowAstropy");

        var record = (await repository.Butler.Datastore.FindRecordsAsync([put.Id], Token))[put.Id].Single();
        record.Formatter.ShouldBe("lsst.daf.butler.formatters.parquet.ParquetFormatter");
        record.Path.ShouldEndWith(".parq");
        var got = (Table)await repository.Butler.GetAsync(put, cancellationToken: Token);
        got.ShouldHaveValuesOf(SampleTables.Sources);
        (got["ra"].Definition.Unit, got["ra"].Definition.Description).ShouldBe(("deg", "right ascension"));
        (await PartAsync(repository, "rowcount")).ShouldBe(3L);
        ((List<object?>)await PartAsync(repository, "columns")).ShouldBe(SampleTables.Sources.Columns.Select(c => c.Name));
        var schema = (TableSchema)await PartAsync(repository, "schema");
        schema.Columns.ShouldBe(SampleTables.Sources.Schema.Columns);
        schema.Metadata["origin"].ShouldBe("made for tests");
    }

    [Fact]
    public async Task Metadata_of_a_table_come_when_asked_for_and_tell_what_made_it()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var put = await PutAsync(repository, "ArrowAstropy");

        ((Table)await repository.Butler.GetAsync(put, cancellationToken: Token)).Metadata.ShouldBeEmpty();
        var got = (Table)await repository.Butler.GetAsync(put, new Dictionary<string, object> { ["strip_astropy_meta_yaml"] = false }, Token);

        got.Metadata["version"].ShouldBe(3L);
        got.Metadata["LSST.BUTLER.ID"].ShouldBe(put.Id.ToString());
        got.Metadata["LSST.BUTLER.RUN"].ShouldBe("u/run");
        got.Metadata["LSST.BUTLER.DATASETTYPE"].ShouldBe("sources");
        got.Metadata["LSST.BUTLER.DATAID.DETECTOR"].ShouldBe(0L);
        got.Metadata["LSST.BUTLER.N_INPUTS"].ShouldBe(0L);
    }

    [Fact]
    public async Task The_parameter_columns_takes_names_and_patterns_in_their_order()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var put = await PutAsync(repository, "ArrowAstropy");

        (await NamesAsync(repository, put, "ra")).ShouldBe(["ra"]);
        (await NamesAsync(repository, put, new[] { "fl*", "id", "flux" })).ShouldBe(["flux", "flag", "id"]);
        ((List<object?>)await repository.Butler.GetAsync("sources.columns", Detector0, parameters: With("columns", "*a*"), cancellationToken: Token)).ShouldBe(["ra", "flag", "band", "parents"]);
        var error = (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, "bend"))).Message;
        error.ShouldContain("no column 'bend'");
        error.ShouldContain("'band'");
        (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, 3))).Message.ShouldContain("takes a name or pattern");
    }

    [Fact]
    public async Task Filters_keep_the_rows_that_fulfil_them()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var put = await PutAsync(repository, "ArrowAstropy");

        (await RowsAsync(repository, put, new object[] { new object[] { "ra", ">", 10.7 }, new object[] { "band", "!=", "ü" } })).ShouldBe([2]);
        (await RowsAsync(repository, put, new[] { ("id", "in", new[] { 1, 3 }) })).ShouldBe([1, 3]);
        (await RowsAsync(repository, put, new object[] { new object[] { new object[] { "id", "=", 1 } }, new object[] { new object[] { "id", ">=", 3 } } })).ShouldBe([1, 3]);
        (await RowsAsync(repository, put, new object[] { new object?[] { "flux", "==", null } })).ShouldBe([2]);
        (await RowsAsync(repository, put, new object[] { new object[] { "id", "not in", new List<object> { 1L, 2L } } })).ShouldBe([3]);
        (await RowsAsync(repository, put, RowFilter.LessThan("ra", 11))).ShouldBe([1]);
        (await Should.ThrowAsync<DatastoreException>(() => RowsAsync(repository, put, "ra > 10"))).Message.ShouldContain("list of conditions");
        (await Should.ThrowAsync<DatastoreException>(() => RowsAsync(repository, put, new object[] { new object[] { "ra", "~", 1 } }))).Message.ShouldContain("compares by '~'");
        (await Should.ThrowAsync<DatastoreException>(() => RowsAsync(repository, put, new object[] { new object[] { "rx", ">", 1 } }))).Message.ShouldContain("did you mean 'ra'");
    }

    [Theory]
    [InlineData("ArrowAstropy")]
    [InlineData("ArrowNumpy")]
    [InlineData("ArrowNumpyDict")]
    [InlineData("DataFrame")]
    [InlineData("ArrowTable")]
    public async Task A_table_of_one_storage_class_is_got_as_any_other(string stored)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var put = await PutAsync(repository, stored);

        foreach (var asked in (string[])["ArrowAstropy", "ArrowNumpy", "ArrowNumpyDict", "DataFrame"])
            ((Table)await repository.Butler.GetAsync(await AsAsync(repository, asked), cancellationToken: Token)).ShouldHaveValuesOf(SampleTables.Sources);
        var arrow = (ArrowTable)await repository.Butler.GetAsync(await AsAsync(repository, "ArrowTable"), cancellationToken: Token);
        arrow.Schema.Names.ShouldBe(SampleTables.Sources.Columns.Select(c => c.Name));
        arrow.Schema.FindArrowField("moments")!.ListSize.ShouldBe(6);
        arrow.Schema.KeyValues["lsst::arrow::shape::moments"].ShouldBe("(2, 3)");
        arrow.Schema.KeyValues["lsst::arrow::len::band"].ShouldBe("2");
        ((ValueColumn<double>)arrow.Rows["ra"]).Values.ToArray().ShouldBe([10.5, 11, 12]);
    }

    [Fact]
    public async Task Nested_columns_are_kept_in_tables_of_Arrow_and_named_where_they_can_t_be_had()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", "ArrowTable", "detector");
        var nested = new StructColumn(
            ParquetField.Struct("shape", ParquetField.Of<double>("xx")),
            [new ValueColumn<double>(ParquetField.Of<double>("xx"), new[] { 1.0, 2 })]);
        var put = await repository.Butler.PutAsync(new ArrowTable(new ParquetBatch(new ValueColumn<int>("id", new[] { 1, 2 }), nested)), "sources", Detector0, cancellationToken: Token);

        ((ArrowTable)await repository.Butler.GetAsync(put, cancellationToken: Token)).Rows["shape"].GetValue(1).ShouldBeOfType<OrderedDictionary<string, object?>>()["xx"].ShouldBe(2.0);
        var error = (await Should.ThrowAsync<DatastoreException>(async () => await repository.Butler.GetAsync(await AsAsync(repository, "ArrowAstropy"), cancellationToken: Token))).Message;
        error.ShouldContain("'shape'");
        error.ShouldContain("ArrowTable");
        ((Table)await repository.Butler.GetAsync(await AsAsync(repository, "ArrowAstropy"), With("columns", "id"), Token)).RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_dictionary_of_arrays_is_a_table()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", "ArrowNumpyDict", "detector");
        var put = await repository.Butler.PutAsync(new Dictionary<string, object> { ["x"] = new[] { 1, 2 }, ["y"] = new[] { 0.5, 1 } }, "sources", Detector0, cancellationToken: Token);

        var got = (Table)await repository.Butler.GetAsync(put, cancellationToken: Token);

        got.Values<int>("x").ToArray().ShouldBe([1, 2]);
        got.Values<double>("y").ToArray().ShouldBe([0.5, 1]);
    }

    [Fact]
    public async Task Columns_with_names_on_several_levels_are_chosen_by_level()
    {
        const string levels = """{"index_columns": ["__index_level_0__"], "columns": [], "column_indexes": [{"name": "band"}, {"name": "kind"}]}""";
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", "DataFrame", "detector");
        string[] names = ["('g', 'flux')", "('g', 'error')", "('r', 'flux')", "('r', 'error')", "__index_level_0__"];
        var table = new Table(names.Select(name => new Column<double>(name, new[] { 1.0, 2 })), new Dictionary<string, object?> { ["pandas"] = levels });
        var put = await repository.Butler.PutAsync(table, "sources", Detector0, cancellationToken: Token);

        (await NamesAsync(repository, put, new Dictionary<string, object> { ["kind"] = "flux" })).ShouldBe(["('g', 'flux')", "('r', 'flux')", "__index_level_0__"]);
        (await NamesAsync(repository, put, new Dictionary<string, object> { ["band"] = new[] { "r" }, ["kind"] = new List<object?> { "error", "flux" } })).ShouldBe(["('r', 'flux')", "('r', 'error')", "__index_level_0__"]);
        (await NamesAsync(repository, put, new object[] { new[] { "r", "error" }, "('g', 'flux')" })).ShouldBe(["('r', 'error')", "('g', 'flux')", "__index_level_0__"]);
        ((List<object?>)await PartAsync(repository, "columns")).ShouldBe(names[..4]);
        (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, new Dictionary<string, object> { ["bnd"] = "r" }))).Message.ShouldContain("Did you mean 'band'");
        (await Should.ThrowAsync<DatastoreException>(() => NamesAsync(repository, put, new Dictionary<string, object> { ["band"] = "rr" }))).Message.ShouldContain("no column 'rr' on the level 'band'");
    }

    [Fact]
    public async Task A_bare_schema_is_a_dataset_too()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("src_schema", "ArrowSchema", "detector");
        var put = await repository.Butler.PutAsync(SampleTables.Sources.Schema, "src_schema", Detector0, cancellationToken: Token);

        var got = (ArrowTableSchema)await repository.Butler.GetAsync(put, cancellationToken: Token);

        got.Names.ShouldBe(SampleTables.Sources.Columns.Select(c => c.Name));
        got.FindArrowField("ra")!.Metadata["unit"].ShouldBe("deg");
        ((TableSchema)await repository.Butler.GetAsync(await AsAsync(repository, "ArrowAstropySchema", "src_schema"), cancellationToken: Token)).Columns.ShouldBe(SampleTables.Sources.Schema.Columns);
    }

    [Fact]
    public async Task Numbers_that_Parquet_has_not_are_refused()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("sources", "ArrowAstropy", "detector");
        var table = new Table([new Column<System.Numerics.Complex>("z", new System.Numerics.Complex[2])]);

        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync(table, "sources", Detector0, cancellationToken: Token))).Message.ShouldContain("real and imaginary");
        repository.Files().ShouldBeEmpty();
    }

    private static Dictionary<string, object> With(string name, object value) => new() { [name] = value };

    private static async Task<DatasetRef> PutAsync(SmallRepository repository, string storageClass)
    {
        await repository.RegisterAsync("sources", storageClass, "detector");
        return await repository.Butler.PutAsync(SampleTables.Sources, "sources", Detector0, cancellationToken: Token);
    }

    private static async Task<DatasetRef> AsAsync(SmallRepository repository, string storageClass, string type = "sources") =>
        (await repository.Butler.FindDatasetAsync(type, Detector0, new FindOptions { StorageClass = storageClass }, Token)).ShouldNotBeNull();

    private static Task<object> PartAsync(SmallRepository repository, string part) => repository.Butler.GetAsync("sources." + part, Detector0, cancellationToken: Token);

    private static async Task<IEnumerable<string>> NamesAsync(SmallRepository repository, DatasetRef dataset, object columns) =>
        ((Table)await repository.Butler.GetAsync(dataset, With("columns", columns), Token)).Columns.Select(c => c.Name);

    private static async Task<long[]> RowsAsync(SmallRepository repository, DatasetRef dataset, object filters) =>
        ((Table)await repository.Butler.GetAsync(dataset, With("filters", filters), Token)).Values<long>("id").ToArray();
}
