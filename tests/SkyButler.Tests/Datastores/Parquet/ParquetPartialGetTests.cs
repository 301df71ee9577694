using SkyButler.Configuration;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Tables;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Parquet;

/// <summary>Of tables that lie elsewhere only what is asked for travels.</summary>
public sealed class ParquetPartialGetTests
{
    private const int Rows = 300_000;
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("mem")]
    [InlineData("http")]
    [InlineData("s3")]
    public async Task Columns_and_components_fetch_little(string scheme)
    {
        var (store, file) = await CountedStore.PlaceAsync(scheme, "sources.parq");
        await using var repository = await SmallRepository.MakeAsync(stores: PackagedDefaults.Stores.With(scheme, store));
        var type = await repository.RegisterAsync("sources", "ArrowAstropy", "detector");
        var content = await MakeAsync();
        await repository.Stores.WriteAllBytesAsync(file, content, Token);
        await repository.Butler.IngestAsync([new(file.ToString(), [repository.Ref(type, Detector0)])], new() { Transfer = TransferMode.Direct }, Token);
        content.Length.ShouldBeGreaterThan(4_000_000);

        store.Reset();
        (await repository.Butler.GetAsync("sources.rowcount", Detector0, cancellationToken: Token)).ShouldBe((long)Rows);
        (await repository.Butler.GetAsync("sources.columns", Detector0, cancellationToken: Token)).ShouldBe(new List<object?> { "id", "a", "b", "c", "d" });
        ((TableSchema)await repository.Butler.GetAsync("sources.schema", Detector0, cancellationToken: Token)).Columns[1].Unit.ShouldBe("nJy");
        store.Bytes.ShouldBeLessThan(3 * 70_000);

        store.Reset();
        var parameters = new Dictionary<string, object> { ["columns"] = "b" };
        var part = (Table)await repository.Butler.GetAsync("sources", Detector0, parameters: parameters, cancellationToken: Token);
        part.Values<double>("b")[5].ShouldBe(Value(5, 1));
        store.Bytes.ShouldBeLessThan(content.Length / 3);

        store.Reset();
        parameters["filters"] = new object[] { new object[] { "id", "<", 10 } };
        ((Table)await repository.Butler.GetAsync("sources", Detector0, parameters: parameters, cancellationToken: Token)).RowCount.ShouldBe(10);
        store.Bytes.ShouldBeLessThan(content.Length / 4);
    }

    private static double Value(int row, int column) => new Random((row * 31) + column).NextDouble();

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new TemporaryDirectory();
        var numbers = Enumerable.Range(0, 4).Select(c => (Column)new Column<double>("abcd"[c].ToString(), Enumerable.Range(0, Rows).Select(row => Value(row, c)).ToArray(), "nJy"));
        var table = new Table([new Column<long>("id", Enumerable.Range(0, Rows).Select(i => (long)i).ToArray()), .. numbers]);
        await ParquetTable.WriteAsync(folder.File("t.parq"), table, Token);
        return await File.ReadAllBytesAsync(folder.File("t.parq"), Token);
    }
}
