using System.Globalization;
using System.IO.Compression;
using System.Text;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Transfers;

/// <summary>Zips with more members, and more bytes, than the first format of zips could count.</summary>
public sealed class LargeZipTests
{
    private const int Members = 66_000;
    private const long FirstTrixel = 8L << 24;
    private const long BeyondFourGigabytes = (1L << 32) + 12_345;

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_zip_of_more_than_65535_members_is_taken_in_read_and_packed_again()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var zip = repository.Outside("many.zip");
        await using (var file = File.Create(zip))
            await WriteAsync(file, Members);
        (await repository.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Copy }, Token)).ShouldBe(Members);
        await CheckAsync(repository, 0, 40_000, Members - 1);
        var found = repository.Butler.Queries.AllDatasetsAsync(new() { Collections = ["u/many"] }, Token);
        var again = new Uri((await repository.Butler.RetrieveZipAsync(found, repository.Outside("out"), new(), Token))!).LocalPath;
        await using var packed = await ZipFile.OpenReadAsync(again, Token);
        packed.Entries.Count.ShouldBe(Members + 1);
        packed.Entries[0].FullName.ShouldBe("_butler_zip_index.json");
        packed.Entries.Skip(1).ShouldAllBe(e => e.Length == e.CompressedLength);
        await using var target = await SmallRepository.MakeAsync();
        (await target.Butler.IngestZipAsync(again, new() { Transfer = TransferMode.Move }, Token)).ShouldBe(Members);
        await CheckAsync(target, 7, Members - 1);
    }

    [Fact]
    public async Task Members_that_lie_beyond_four_gigabytes_are_read()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var zip = repository.Outside("long.zip");
        await using (var file = File.Create(zip))
        {
            // A hole, which takes no space.
            file.Position = BeyondFourGigabytes;
            await WriteAsync(file, 5);
        }

        new FileInfo(zip).Length.ShouldBeGreaterThan(BeyondFourGigabytes);
        (await repository.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Direct }, Token)).ShouldBe(5);
        await CheckAsync(repository, 0, 4);
    }

    private static async Task CheckAsync(SmallRepository repository, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            var content = await repository.Butler.GetAsync("many", new DataId { ["htm12"] = FirstTrixel + number }, ["u/many"], cancellationToken: Token);
            content.ShouldBeOfType<OrderedDictionary<string, object?>>()["number"].ShouldBe((long)number);
        }
    }

    // As others would make it.
    private static async Task WriteAsync(Stream file, int members)
    {
        var (references, artifacts) = (new StringBuilder(), new StringBuilder());
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, Token);
        for (var i = 0; i < members; i++)
        {
            var id = new Guid(string.Create(CultureInfo.InvariantCulture, $"{i:x8}-0000-7000-8000-000000000000"));
            var name = string.Create(CultureInfo.InvariantCulture, $"{i:x8}-many.yaml");
            var content = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"number: {i}\n"));
            await using (var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open())
                await entry.WriteAsync(content, Token);
            var comma = i == 0 ? "" : ",";
            references.Append(CultureInfo.InvariantCulture, $"{comma}\"{id}\":{{\"dataset_type_name\":\"many\",\"run\":\"u/many\",\"data_id\":{{\"htm12\":{FirstTrixel + i}}}}}");
            artifacts.Append(CultureInfo.InvariantCulture, $"{comma}\"{name}\":{{\"info\":{{\"formatter\":\"lsst.daf.butler.formatters.yaml.YamlFormatter\",\"path\":\"{name}\",\"storage_class\":\"StructuredDataDict\",\"component\":null,\"checksum\":null,\"file_size\":{content.Length}}},\"ids\":[\"{id}\"]}}");
        }

        const string types = """{"many":{"name":"many","storageClass":"StructuredDataDict","dimensions":["htm12"],"parentStorageClass":null,"isCalibration":false}}""";
        await using var index = zip.CreateEntry("_butler_zip_index.json").Open();
        await using var text = new StreamWriter(index);
        await text.WriteAsync($$"""{"index_version":"V1","refs":{"container_version":"V1","universe_version":8,"universe_namespace":"daf_butler","dataset_types":{{types}},"compact_refs":{""");
        await text.WriteAsync(references, Token);
        await text.WriteAsync("},\"dimension_records\":null},\"artifact_map\":{");
        await text.WriteAsync(artifacts, Token);
        await text.WriteAsync("}}\n");
    }
}
