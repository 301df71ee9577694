using System.Text;
using SkyButler.Configuration;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Sidecars;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Ingest;

/// <summary>Raws in a bucket of a real S3 server.</summary>
public sealed class BucketIngestTests
{
    private const string Raw = "rubin-comCam/raw/2019-05-30/3019053000001/3019053000001-R22-S00-det000.fits";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Raws_are_taken_in_where_they_are_by_an_index_without_being_opened_and_else_by_their_headers()
    {
        var raw = SharedFiles.Golden(Raw);
        var server = await S3Server.GetAsync();
        var stores = ResourceStores.For(EnvironmentVariables.From(server.Environment)).With("resource", PackagedDefaults.Stores.For(PackagedDefaults.Folder));
        var bucket = $"s3://first/{Guid.NewGuid():N}";
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("night"));
        File.Copy(raw, folder.File("night", "a.fits"));
        var reader = new ObservationReader(TranslatorCatalog.Default, null, stores);
        await new IndexWriter(reader, stores).WriteIndexesAsync(
            [ResourcePath.FromLocalPath(folder.File("night", "a.fits"))], IndexContent.Translated, null, new ObservationReading(), Stop);
        // What lies under the raw's name could not be read: the index tells all.
        await stores.WriteAllBytesAsync(ResourcePath.ParseStored($"{bucket}/indexed/a.fits"), "no FITS at all"u8.ToArray(), Stop);
        await stores.WriteAllBytesAsync(
            ResourcePath.ParseStored($"{bucket}/indexed/_index.json"), Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(folder.File("night", "_index.json"), Stop)), Stop);
        await stores.WriteAllBytesAsync(ResourcePath.ParseStored($"{bucket}/plain/a.fits"), await File.ReadAllBytesAsync(raw, Stop), Stop);

        foreach (var (name, size) in new[] { ("indexed", 14L), ("plain", new FileInfo(raw).Length) })
        {
            await Butler.CreateAsync(folder.File(name), new ButlerCreation(), Stop);
            await using var butler = await Butler.OpenAsync(folder.File(name), new ButlerOptions { Access = RegistryAccess.ReadWrite, Stores = stores }, Stop);
            await InstrumentRegistration.RegisterAsync(butler.Registry, [InstrumentCatalog.LoadShipped("LSSTComCam").ToRecords(butler.Universe)], RecordSync.Compare, Stop);
            var ingest = new RawIngest(butler, new InstrumentCatalog([]), reader, stores, new RawIngestOptions { Transfer = TransferMode.Direct });
            // A beginning of names is enough, and one that none has is told.
            var report = await ingest.RunAsync([ResourcePath.ParseStored($"{bucket}/{name}"), ResourcePath.ParseStored($"{bucket}/absent")], Stop);
            report.Files.ShouldBe(1);
            report.Failures.ShouldHaveSingleItem().Message.ShouldContain("/absent/: there is no file whose name matches");
            var id = new Guid("c6d2bad0-73ff-51e8-8c2d-5bcc1e75c419");
            var record = (await butler.Datastore.FindRecordsAsync([id], Stop))[id].ShouldHaveSingleItem();
            (record.Path, record.FileSize).ShouldBe(($"{bucket}/{name}/a.fits", size));
        }
    }
}
