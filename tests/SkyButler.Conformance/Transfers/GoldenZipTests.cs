using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Transfers;

/// <summary>Retrieved files and zips that the original made, and ours beside them.</summary>
public sealed class GoldenZipTests
{
    private const string Index = "_butler_zip_index.json";
    private const string ZipName = "d9023b49-f288-583e-9ca4-e511f6c06043.zip";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_zip_has_the_originals_name_index_and_members()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var golden = SharedFiles.Golden("transfers/zip/" + ZipName);
        var zip = await butler.RetrieveZipAsync((await DatasetsAsync(butler, IndexOf(golden))).ToAsyncEnumerable(), folder.Path, new(), Token);
        Path.GetFileName(zip).ShouldBe(ZipName);
        using var ours = ZipFile.OpenRead(folder.File(ZipName));
        using var theirs = ZipFile.OpenRead(golden);
        ours.Entries.Select(e => (e.FullName, e.Length == e.CompressedLength, e.ExternalAttributes)).Skip(1)
            .ShouldBe(theirs.Entries.Select(e => (e.FullName, e.Length == e.CompressedLength, e.ExternalAttributes)).Skip(1));
        ours.Entries[0].FullName.ShouldBe(Index);
        JsonNode.DeepEquals(IndexOf(folder.File(ZipName)), IndexOf(golden)).ShouldBeTrue();
        ((JsonObject)IndexOf(folder.File(ZipName))["artifact_map"]!).Select(p => p.Key).ShouldBe(((JsonObject)IndexOf(golden)["artifact_map"]!).Select(p => p.Key));
        foreach (var (one, other) in ours.Entries.Skip(1).Zip(theirs.Entries.Skip(1)))
            Content(one).ShouldBe(Content(other), one.FullName);
    }

    [Fact]
    public async Task Our_retrieved_files_have_the_originals_paths_and_index()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var golden = JsonNode.Parse(await File.ReadAllTextAsync(SharedFiles.Golden("transfers/artifacts/" + Index), Token))!;
        await butler.RetrieveArtifactsAsync(await DatasetsAsync(butler, golden), folder.Path, new() { Transfer = TransferMode.Copy }, Token);
        var text = await File.ReadAllTextAsync(folder.File(Index), Token);
        text.ShouldEndWith("}\n");
        JsonNode.DeepEquals(JsonNode.Parse(text), golden).ShouldBeTrue();
        foreach (var (path, _) in (JsonObject)golden["artifact_map"]!)
            (await File.ReadAllBytesAsync(folder.File(path), Token)).ShouldBe(await File.ReadAllBytesAsync(SharedFiles.Golden("transfers/artifacts/" + path), Token));
    }

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Direct)]
    [InlineData(TransferMode.Move)]
    public async Task The_originals_zip_is_taken_in_and_read_where_it_lies(TransferMode mode)
    {
        using var folder = new TemporaryDirectory();
        File.Copy(SharedFiles.Golden("transfers/zip/" + ZipName), folder.File(ZipName));
        await using var butler = await WithRecordsAsync(folder);
        (await butler.IngestZipAsync(folder.File(ZipName), new() { Transfer = mode, DryRun = true }, Token)).ShouldBe(14);
        (await butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await butler.IngestZipAsync(folder.File(ZipName), new() { Transfer = mode }, Token)).ShouldBe(14);
        File.Exists(folder.File(ZipName)).ShouldBe(mode != TransferMode.Move);
        File.Exists(folder.File("repo", "zips", "d902", ZipName)).ShouldBe(mode != TransferMode.Direct);
        (await butler.GetAsync("metric_int", new() { ["instrument"] = "CamA", ["visit"] = 1005 }, ["u/alice/run1"], cancellationToken: Token)).ShouldBeOfType<long>();
        ((List<object?>)((OrderedDictionary<string, object?>)await butler.GetAsync("comp_a", new() { ["instrument"] = "CamA", ["visit"] = 1004 }, ["u/bob/out/20240115T000000Z"], cancellationToken: Token))["data"]!)[2].ShouldBe(456.7);
        if (mode == TransferMode.Move)
            return;
        // Again: nothing is left to do.
        (await butler.IngestZipAsync(folder.File(ZipName), new() { Transfer = mode }, Token)).ShouldBe(14);
        await butler.RemoveRunsAsync(["u/alice/run1"], cancellationToken: Token);
        (await butler.GetAsync("comp_a.output", new() { ["instrument"] = "CamA", ["visit"] = 1004 }, ["u/bob/out/20240115T000000Z"], cancellationToken: Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Members_of_a_zip_are_retrieved_exported_and_transferred()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await WithRecordsAsync(folder);
        await butler.IngestZipAsync(SharedFiles.Golden("transfers/zip/" + ZipName), new() { Transfer = TransferMode.Copy }, Token);
        var datasets = await DatasetsAsync(butler, IndexOf(SharedFiles.Golden("transfers/zip/" + ZipName)));
        (await butler.RetrieveArtifactsAsync(datasets, folder.File("out"), new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(16);
        Directory.GetFiles(folder.File("out"), "*metric_int*", SearchOption.AllDirectories).Length.ShouldBe(10);
        await butler.ExportEverythingAsync(folder.File("export"), new() { Transfer = TransferMode.Copy }, Token);
        await Butler.CreateAsync(folder.File("second"), new() { SeedConfig = SharedFiles.Golden("mixed/butler.yaml") }, Token);
        await using var second = await Butler.OpenAsync(folder.File("second"), new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, Token);
        await second.ImportAsync(folder.File("export"), new() { Transfer = TransferMode.Copy }, Token);
        await second.GetAsync("comp_a", new() { ["instrument"] = "CamA", ["visit"] = 1004 }, ["u/bob/out/20240115T000000Z"], cancellationToken: Token);
        await butler.MakeAlikeAsync(folder.File("third"), new(), Token);
        await using var third = await Butler.OpenAsync(folder.File("third"), new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, Token);
        (await third.CopyFromAsync(butler, new() { Transfer = TransferMode.Copy }, Token)).Datasets.ShouldBe(14);
        File.Exists(folder.File("third", "zips", "d902", ZipName)).ShouldBeTrue();
        (await third.GetAsync("metric_int", new() { ["instrument"] = "CamA", ["visit"] = 1005 }, ["u/alice/run1"], cancellationToken: Token)).ShouldBeOfType<long>();
    }

    [Fact]
    public async Task A_timespan_of_one_value_is_refused_by_name()
    {
        using var folder = new TemporaryDirectory();
        var index = IndexOf(SharedFiles.Golden("transfers/zip/" + ZipName));
        await using var butler = await WithRecordsAsync(folder);
        var element = butler.Registry.Universe["exposure"];
        var row = element.Schema.Fields.Select(f => f.Name == "timespan" ? new JsonArray(1) : (JsonNode?)null).ToArray();
        index["refs"]!["dimension_records"] = new JsonObject { ["exposure"] = new JsonArray(new JsonArray(row)) };
        var reader = new SkyButler.Transfers.Zips.ZipIndexReader(butler.Registry.Universe, "zip x.zip");
        Should.Throw<SkyButler.Transfers.Zips.ZipException>(() => reader.Read(Encoding.UTF8.GetBytes(index.ToJsonString()))).Message
            .ShouldBe("The zip x.zip can't be taken in: its index has a record of 'exposure' whose timespan has 1 values and not 2.");
    }

    [Fact]
    public async Task A_dataset_without_a_file_is_refused_by_name()
    {
        using var folder = new TemporaryDirectory();
        var index = IndexOf(SharedFiles.Golden("transfers/zip/" + ZipName));
        var (name, entry) = ((JsonObject)index["refs"]!["compact_refs"]!).First();
        var id = Guid.NewGuid();
        index["refs"]!["compact_refs"]![id.ToString()] = entry!.DeepClone();
        name.ShouldNotBe(id.ToString());
        await using var butler = await WithRecordsAsync(folder);
        var reader = new SkyButler.Transfers.Zips.ZipIndexReader(butler.Registry.Universe, "zip x.zip");
        Should.Throw<SkyButler.Transfers.Zips.ZipException>(() => reader.Read(Encoding.UTF8.GetBytes(index.ToJsonString()))).Message.ShouldContain($"no file for the dataset {id}");
    }

    // The dimension records of mixed, without any dataset.
    private static async Task<Butler> WithRecordsAsync(TemporaryDirectory folder)
    {
        await using (var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token))
            await mixed.ExportAsync(AsyncEnumerable.Empty<DatasetRef>(), folder.File("records"), new() { Elements = ["*"] }, Token);
        var butler = await GoldenExportTests.MakeAsync(folder.File("repo"));
        await butler.ImportAsync(folder.File("records"), new(), Token);
        return butler;
    }

    private static async Task<IReadOnlyList<DatasetRef>> DatasetsAsync(Butler butler, JsonNode index)
    {
        IReadOnlyList<Guid> ids = [.. ((JsonObject)index["refs"]!["compact_refs"]!).Select(p => Guid.Parse(p.Key))];
        var found = await butler.GetDatasetsAsync(ids, new() { WithRecords = true }, Token);
        found.Count.ShouldBe(ids.Count);
        return [.. ids.Select(id => found[id])];
    }

    private static JsonNode IndexOf(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return JsonNode.Parse(Encoding.UTF8.GetString(Content(archive.GetEntry(Index)!)))!;
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
