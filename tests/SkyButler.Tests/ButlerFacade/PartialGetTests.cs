using System.IO.Compression;
using SkyButler.Configuration;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Registry.Opaque;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Of files that lie elsewhere only what is asked for travels.</summary>
public sealed class PartialGetTests
{
    private const int Size = 2000;
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };
    private static readonly Box2I Part = Box2I.FromSize(1000, 900, 100, 100);

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("mem")]
    [InlineData("http")]
    [InlineData("s3")]
    public async Task Cut_outs_and_components_fetch_little(string scheme)
    {
        var (store, file) = await CountedStore.PlaceAsync(scheme, "big.fits");
        await using var repository = await SmallRepository.MakeAsync(stores: PackagedDefaults.Stores.With(scheme, store));
        var size = await IngestAsync(repository, file);

        var part = (Exposure)await GetAsync(repository, new() { ["bbox"] = Part });
        part.Box.ShouldBe(Part);
        part.Image.Pixels.ToArray().ShouldAllBe(pixel => pixel >= 100);
        part.Image.Pixels[0].ShouldBe(Pixel(1000, 900));
        store.Bytes.ShouldBeLessThan(size / 8);
        store.Requests.ShouldBeLessThanOrEqualTo(12);

        store.Reset();
        ((FitsHeader)await GetAsync(repository, [], "metadata")).FindString("OBJECT").ShouldBe("field");
        store.Bytes.ShouldBeLessThan(150_000);

        store.Reset();
        ((Mask)await GetAsync(repository, [], "mask")).Box.Width.ShouldBe(Size);
        store.Bytes.ShouldBeLessThan(size / 4);
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_for_all_once()
    {
        var memory = new MemoryResourceStore();
        var store = new CountedStore(new WithoutRanges(memory));
        var file = ResourcePath.ParseStored("mem://store/big.fits");
        await using var repository = await SmallRepository.MakeAsync(stores: PackagedDefaults.Stores.With("mem", store));
        var size = await IngestAsync(repository, file);

        ((Exposure)await GetAsync(repository, new() { ["bbox"] = Part })).Image.Pixels[0].ShouldBe(Pixel(1000, 900));

        (store.Requests, store.Bytes).ShouldBe((1, size));
    }

    [Fact]
    public async Task A_stored_member_of_a_zip_is_read_in_place()
    {
        var store = new CountedStore(new MemoryResourceStore());
        await using var repository = await SmallRepository.MakeAsync(stores: PackagedDefaults.Stores.With("mem", store));
        using var zipped = new MemoryStream();
        await using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("big.fits", CompressionLevel.NoCompression).OpenAsync(Token);
            await entry.WriteAsync(await MakeAsync(), Token);
        }

        var place = ResourcePath.ParseStored("mem://store/all.zip");
        await repository.Stores.WriteAllBytesAsync(place, zipped.ToArray(), Token);
        await RecordAsync(repository, place.WithFragment("zip-path=big.fits"));
        store.Reset();

        ((Exposure)await GetAsync(repository, new() { ["bbox"] = Part })).Image.Pixels[0].ShouldBe(Pixel(1000, 900));

        store.Bytes.ShouldBeLessThan(zipped.Length / 6);
    }

    [Fact]
    public async Task Rows_and_columns_of_a_table_are_counted_without_its_values()
    {
        var store = new CountedStore(new MemoryResourceStore());
        var stores = PackagedDefaults.Stores.With("mem", store);
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  formatters:\n    AstropyTable: TableFormatter\n", stores);
        var type = await repository.RegisterAsync("catalog", "AstropyTable", "detector");
        using var folder = new TemporaryDirectory();
        await TableFile.WriteAsync(folder.File("t.fits"), new Table([new Column<long>("id", new long[200_000]), new Column<double>("flux", new double[200_000])]), TableFormat.Fits, Token);
        var place = ResourcePath.ParseStored("mem://store/t.fits");
        await stores.WriteAllBytesAsync(place, await File.ReadAllBytesAsync(folder.File("t.fits"), Token), Token);
        await repository.Butler.IngestAsync([new(place.ToString(), [repository.Ref(type, Detector0)])], new() { Transfer = TransferMode.Direct }, Token);
        store.Reset();

        (await repository.Butler.GetAsync("catalog.rowcount", Detector0, cancellationToken: Token)).ShouldBe(200_000L);
        (await repository.Butler.GetAsync("catalog.columns", Detector0, cancellationToken: Token)).ShouldBe(new List<object?> { "id", "flux" });

        store.Bytes.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData(TableFormat.Ecsv)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Fits)]
    [InlineData(null)]
    public async Task A_whole_table_is_fetched_by_one_request(TableFormat? format)
    {
        var store = new CountedStore(new MemoryResourceStore());
        var stores = PackagedDefaults.Stores.With("mem", store);
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  formatters:\n    AstropyTable: TableFormatter\n", stores);
        var type = await repository.RegisterAsync("catalog", "AstropyTable", "detector");
        using var folder = new TemporaryDirectory();
        var table = new Table([new Column<long>("id", new long[1000]), new Column<double>("flux", new double[1000])]);
        await (format is { } one ? TableFile.WriteAsync(folder.File("t"), table, one, Token) : ParquetTable.WriteAsync(folder.File("t"), table, Token));
        var place = ResourcePath.ParseStored("mem://store/t.fits");
        var content = await File.ReadAllBytesAsync(folder.File("t"), Token);
        await stores.WriteAllBytesAsync(place, content, Token);
        await repository.Butler.IngestAsync([new(place.ToString(), [repository.Ref(type, Detector0)])], new() { Transfer = TransferMode.Direct }, Token);
        store.Reset();

        ((Table)await repository.Butler.GetAsync("catalog", Detector0, cancellationToken: Token)).RowCount.ShouldBe(1000);

        (store.Requests, store.Bytes).ShouldBe((1, content.Length));
    }

    private static Task<object> GetAsync(SmallRepository repository, Dictionary<string, object> parameters, string? component = null) =>
        repository.Butler.GetAsync(component is null ? "calexp" : $"calexp.{component}", Detector0, parameters: parameters, cancellationToken: Token);

    // As taking in a zip does.
    private static async Task RecordAsync(SmallRepository repository, ResourcePath file)
    {
        var dataset = repository.Ref(await repository.RegisterAsync("calexp", "ExposureF", "detector"), Detector0);
        var registry = repository.Butler.Registry;
        var record = new FileRecord
        {
            DatasetId = dataset.Id,
            Path = file.ToString(),
            Formatter = "lsst.obs.base.formatters.fitsExposure.FitsExposureFormatter",
            StorageClass = "ExposureF",
        };
        await repository.Butler.Datastore.PrepareAsync(Token);
        await registry.TransactAsync(
            async token =>
            {
                await registry.Datasets.ImportAsync([dataset], token);
                await registry.Locations.InsertAsync(repository.Butler.Datastore.Name, [dataset.Id], token);
                await new FileRecordTable(registry, "file_datastore_records").InsertAsync([record], OpaqueInsert.New, token);
            },
            Token);
    }

    private static async Task<long> IngestAsync(SmallRepository repository, ResourcePath file)
    {
        var type = await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var content = await MakeAsync();
        await repository.Stores.WriteAllBytesAsync(file, content, Token);
        await repository.Butler.IngestAsync([new(file.ToString(), [repository.Ref(type, Detector0)])], new() { Transfer = TransferMode.Direct }, Token);
        ((CountedStore)repository.Stores.For(file)).Reset();
        return content.Length;
    }

    private static async Task<byte[]> MakeAsync()
    {
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, Size, Size)), new([FitsCard.Of("OBJECT", "field")]));
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                exposure.Image.Row(y)[x] = Pixel(x, y);
        exposure.Image.Pixels.CopyTo(exposure.Variance.Pixels, 0);
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(stream, exposure, Token);
        return stream.ToArray();
    }

    private static float Pixel(int x, int y) => 100 + ((((uint)((y * Size) + x) * 2654435761) >> 24) & 127);

    private sealed class WithoutRanges(IResourceStore inner) : IResourceStore
    {
        public IReadOnlyCollection<TransferMode> SupportedTransfers => inner.SupportedTransfers;

        public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.FindAsync(paths, cancellationToken);

        public async ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
            new BufferedStream(new GZipStream(await ZippedAsync(path, cancellationToken), CompressionMode.Decompress));

        public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

        public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => default;

        public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => inner.DeleteAsync(paths, cancellationToken);

        public IWriteBatch BeginBatch() => inner.BeginBatch();

        // A stream that can't be sought in, as those of networks can't.
        private async Task<MemoryStream> ZippedAsync(ResourcePath path, CancellationToken cancellationToken)
        {
            var zipped = new MemoryStream();
            await using (var zip = new GZipStream(zipped, CompressionLevel.NoCompression, leaveOpen: true))
            {
                await using var content = await inner.OpenReadAsync(path, cancellationToken);
                await content.CopyToAsync(zip, cancellationToken);
            }

            zipped.Position = 0;
            return zipped;
        }
    }
}
