using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Tables;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Files;

/// <summary>Tables that the reference wrote as Parquet, with the values that another reader finds in the files.</summary>
public sealed class GoldenTableTests
{
    private static readonly DataId Visit1004 = new() { ["instrument"] = "CamA", ["visit"] = 1004 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_of_astropys_has_values_units_and_metadata()
    {
        await using var butler = await OpenAsync("u/alice/run2");
        var dataId = new DataId { ["instrument"] = "CamA", ["visit"] = 1006, ["detector"] = 1 };
        var source = await FindAsync(butler, "src", dataId);

        var table = (Table)await butler.GetAsync(source, new Dictionary<string, object> { ["strip_astropy_meta_yaml"] = false }, Token);

        table.Values<long>("id").ToArray().ShouldBe([100600, 100601, 100602, 100603, 100604]);
        table.Values<double>("flux").ToArray().ShouldBe([0, 1.5, 3, 4.5, 6]);
        table.Values<bool>("flag").ToArray().ShouldBe([true, false, true, false, true]);
        table.Values<string>("name").ToArray().ShouldBe(["a", "bb", "ccc", "", "é"]);
        table["flux"].Definition.Unit.ShouldBe("nJy");
        table.Metadata["visit"].ShouldBe(1006L);
        table.Metadata["LSST.BUTLER.DATASETTYPE"].ShouldBe("src");
        ((Table)await butler.GetAsync(source, cancellationToken: Token))["flux"].Definition.Unit.ShouldBe("nJy");
        (await butler.GetAsync("src.rowcount", dataId, cancellationToken: Token)).ShouldBe(5L);
    }

    [Fact]
    public async Task A_data_frame_has_its_index_and_what_is_missing()
    {
        await using var butler = await OpenAsync("u/bob/out/20240115T000000Z");
        var table = (Table)await butler.GetAsync("src_df", Visit1004, cancellationToken: Token);

        table.Values<long>("a").ToArray().ShouldBe([1, 2, 3]);
        table.Values<double>("b").ToArray().ShouldBe([1.5, double.NaN, 3.5]);
        table["b"].Mask.ToArray().ShouldBe([false, true, false]);
        table.Values<string>("c").ToArray().ShouldBe(["x", "y", ""]);
        table["c"].GetValue(2).ShouldBeNull();
        table.Values<long>("idx").ToArray().ShouldBe([10, 20, 30]);
        ((string)table.Metadata["pandas"]!).ShouldContain("\"index_columns\": [\"idx\"]");
        var part = (Table)await butler.GetAsync("src_df", Visit1004, parameters: new Dictionary<string, object> { ["columns"] = "a" }, cancellationToken: Token);
        part.Columns.Select(c => c.Name).ShouldBe(["a", "idx"]);
    }

    [Fact]
    public async Task Arrays_of_numpys_and_tables_of_Arrows_have_their_values()
    {
        await using var butler = await OpenAsync("u/bob/out/20240115T000000Z");
        var array = (Table)await butler.GetAsync("src_np", Visit1004, cancellationToken: Token);
        array.Values<int>("i").ToArray().ShouldBe([1, 2]);
        array.Values<float>("f").ToArray().ShouldBe([2.5f, 3.5f]);
        array.Values<string>("s").ToArray().ShouldBe(["ab", "c"]);
        var arrays = (Table)await butler.GetAsync("src_npdict", Visit1004, cancellationToken: Token);
        arrays.Values<long>("x").ToArray().ShouldBe([0, 1, 2, 3]);
        arrays.Values<double>("y").ToArray().ShouldBe([0, 0.5, 1, 1.5]);
        var arrow = (ArrowTable)await butler.GetAsync("src_arrow", Visit1004, cancellationToken: Token);
        arrow.Rows["k"].GetValue(2).ShouldBe(3L);
        arrow.Rows["l"].GetValue(1).ShouldBe(new object[] { 2L, 3L });
        arrow.Rows["l"].GetValue(2).ShouldBe(Array.Empty<object>());
    }

    [Fact]
    public async Task Flats_and_reference_catalogues_have_their_values()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var catalog = (Table)await butler.GetAsync("ref_cat", new() { ["htm7"] = 196608 }, ["refcats"], cancellationToken: Token);
        catalog.Values<double>("ra").ToArray().ShouldBe([359.5]);
        var flat = (Table)await butler.GetAsync(
            "flat_tab", new() { ["instrument"] = "CamA", ["detector"] = 3, ["physical_filter"] = "A-g" }, ["CamA/calib/20240101"], cancellationToken: Token);
        flat.Columns[1].Name.ShouldBe("resp");
        flat.Values<double>("resp").ToArray().ShouldBe([0.9, 1, 1.1]);
    }

    [Fact]
    public async Task What_astropy_and_pandas_wrote_elsewhere_is_read_from_its_file()
    {
        var astropy = await ParquetTable.ReadAsync(SharedFiles.Data("parquet/astropy.parquet"), cancellationToken: Token);
        (astropy["ra"].Definition.Unit, astropy["ra"].Definition.Description).ShouldBe(("deg", "right ascension"));
        astropy.Metadata["origin"].ShouldBe("made for tests");
        astropy.Values<string>("name")[3].ShouldBe("src3");
        var pandas = await ParquetTable.ReadAsync(SharedFiles.Data("parquet/pandas.parquet"), cancellationToken: Token);
        pandas.Values<double>("ra")[9].ShouldBe(1);
        pandas.Values<bool>("flag")[1].ShouldBeFalse();
    }

    [Fact]
    public async Task Every_Parquet_file_that_the_reference_left_is_read()
    {
        var files = Directory.GetFiles(SharedFiles.Golden("."), "*.parq", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var table = await ParquetTable.ReadAsync(file, cancellationToken: Token);
            table.RowCount.ShouldBeInRange(1, 5, file);
            table.Columns.ShouldNotBeEmpty(file);
        }

        files.Length.ShouldBeGreaterThan(70);
    }

    private static Task<Butler> OpenAsync(params string[] collections) =>
        Butler.OpenAsync(SharedFiles.Golden("mixed"), new() { Collections = collections }, Token);

    private static async Task<DatasetRef> FindAsync(Butler butler, string type, DataId dataId) =>
        (await butler.FindDatasetAsync(type, dataId, cancellationToken: Token)).ShouldNotBeNull();
}
