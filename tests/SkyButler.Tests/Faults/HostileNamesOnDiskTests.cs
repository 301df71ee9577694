using System.IO.Compression;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Opaque;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Faults;

public sealed class HostileNamesOnDiskTests : HostileNamesContract
{
    private protected override IEnumerable<TransferMode> Modes =>
    [
        TransferMode.Copy, TransferMode.Move, TransferMode.Link, TransferMode.Hardlink, TransferMode.Symlink, TransferMode.RelSymlink, TransferMode.Auto,
    ];

    [Fact]
    public async Task A_folder_that_is_a_link_out_of_the_root_gets_no_files()
    {
        await using var repository = await MakeAsync();
        Directory.CreateDirectory(repository.Outside("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "out"), repository.Outside("elsewhere"));
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        await repository.Butler.Registry.Collections.RegisterAsync(["out/run"], CollectionType.Run, null, Token);
        var dataset = repository.Ref(type, Group("g1"), "out/run");
        var source = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        await IsRefusedAsync(repository, dataset, "symbolic link", d => repository.Butler.PutAsync([(new Dictionary<string, int>(), d)], Token));
        foreach (var mode in Modes)
            await IsRefusedAsync(repository, dataset, "symbolic link", d => repository.Butler.IngestAsync([new(source, [d])], new() { Transfer = mode }, Token));
        Directory.GetFileSystemEntries(repository.Outside("elsewhere")).ShouldBeEmpty();
        await File.WriteAllTextAsync(repository.Outside("elsewhere/b.yaml"), "b: 1\n", Token);
        foreach (var mode in (TransferMode[])[TransferMode.None, TransferMode.Split])
            await IsRefusedAsync(repository, dataset, "symbolic link", d => repository.Butler.IngestAsync([new("out/b.yaml", [d])], new() { Transfer = mode }, Token));
    }

    [Theory]
    [InlineData("x./a.yaml", "ends in a dot")]
    [InlineData("e\u0301.yaml", "accent apart")]
    [InlineData("a\\b.yaml", "backslash")]
    [InlineData("C:a.yaml", "drive")]
    public async Task A_file_that_is_named_otherwise_elsewhere_is_not_recorded_in_its_place(string name, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(repository.Root, name))!);
        await File.WriteAllTextAsync(Path.Combine(repository.Root, name), "a: 1\n", Token);
        foreach (var mode in (TransferMode[])[TransferMode.None, TransferMode.Split])
            await IsRefusedAsync(repository, repository.Ref(type, Group("g1")), reason, d => repository.Butler.IngestAsync([new(name, [d])], new() { Transfer = mode }, Token));
    }

    [Theory]
    [InlineData("../../evil.yaml", "'..'")]
    [InlineData("/etc/evil.yaml", "absolute")]
    [InlineData("C:/evil.yaml", "drive")]
    [InlineData("a\\..\\evil.yaml", "backslash")]
    [InlineData("a\0b.yaml", "NUL|control")]
    [InlineData("x./evil.yaml", "ends in a dot")]
    [InlineData("e\u0301.yaml", "accent apart")]
    public async Task A_member_of_a_zip_that_leads_elsewhere_is_refused(string member, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        await using (var zip = await ZipFile.OpenAsync(repository.Outside("all.zip"), ZipArchiveMode.Create, Token))
        {
            await using var stream = await zip.CreateEntry(member).OpenAsync(Token);
            await stream.WriteAsync("a: 1\n"u8.ToArray(), Token);
        }

        var uri = $"file://{repository.Outside("all.zip")}#zip-path={Uri.EscapeDataString(member)}";
        foreach (var mode in (TransferMode[])[TransferMode.Direct, TransferMode.Split, TransferMode.Copy])
        {
            // Copied, it gets another name.
            if (mode != TransferMode.Copy || reason.StartsWith('\''))
                await IsRefusedAsync(repository, repository.Ref(type, Group("g1")), reason, d => repository.Butler.IngestAsync([new(uri, [d])], new() { Transfer = mode }, Token));
        }
    }

    [Theory]
    [InlineData("../../evil.yaml", "'..'")]
    [InlineData("a/%2E%2E/%2E%2E/evil.yaml", "'..'")]
    [InlineData("C:/evil.yaml", "drive")]
    [InlineData("a\\..\\evil.yaml", "backslash")]
    [InlineData("x./evil.yaml", "ends in a dot")]
    [InlineData("e\u0301.yaml", "accent apart")]
    [InlineData("all.zip#zip-path=..%2F..%2Fevil.yaml", "'..'")]
    [InlineData("all.zip#zip-path=C%3A%2Fevil.yaml", "drive")]
    [InlineData("all.zip#zip-path=a%5Cevil.yaml", "backslash")]
    [InlineData("s3://b/a/../../evil.yaml", "'..'")]
    public async Task A_record_that_somebody_put_into_the_database_leads_nowhere(string path, string reason)
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        var dataset = repository.Ref(type, Group("g1"));
        var registry = repository.Butler.Registry;
        await repository.Butler.Datastore.PrepareAsync(Token);
        await registry.TransactAsync(
            async token =>
            {
                await registry.Datasets.ImportAsync([dataset], token);
                await registry.Locations.InsertAsync(repository.Butler.Datastore.Name, [dataset.Id], token);
                await new FileRecordTable(registry, "file_datastore_records").InsertAsync(
                    [new() { DatasetId = dataset.Id, Path = path, Formatter = "lsst.daf.butler.formatters.yaml.YamlFormatter", StorageClass = "StructuredDataDict" }], OpaqueInsert.New, token);
            },
            Token);
        var copies = repository.Outside("copies");
        foreach (var preserves in (bool[])[true, false])
        {
            if (!preserves && !path.Contains("zip", StringComparison.Ordinal))
                continue;
            var error = await Should.ThrowAsync<Exception>(() => repository.Butler.RetrieveArtifactsAsync([dataset], copies, new() { Transfer = TransferMode.Copy, PreservePath = preserves }, Token));
            (error is ButlerException or ResourceException).ShouldBeTrue(error.ToString());
            error.Message.ShouldMatch(reason);
            Directory.Exists(copies).ShouldBeFalse();
        }

        await Should.ThrowAsync<Exception>(() => repository.Butler.GetAsync(dataset, cancellationToken: Token));
    }

    [Fact]
    public async Task Files_are_not_retrieved_through_a_link_out_of_the_folder()
    {
        await using var repository = await MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        var dataset = repository.Ref(type, Group("g1"));
        await repository.Butler.PutAsync([(new Dictionary<string, int>(), dataset)], Token);
        Directory.CreateDirectory(repository.Outside("copies"));
        Directory.CreateDirectory(repository.Outside("elsewhere"));
        Directory.CreateSymbolicLink(repository.Outside("copies/u"), repository.Outside("elsewhere"));
        (await Should.ThrowAsync<Exception>(() => repository.Butler.RetrieveArtifactsAsync([dataset], repository.Outside("copies"), new() { Transfer = TransferMode.Copy }, Token)))
            .Message.ShouldContain("symbolic link");
        Directory.GetFileSystemEntries(repository.Outside("elsewhere")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(repository.Outside("copies")).ShouldHaveSingleItem();
    }

    private protected override Task<SmallRepository> MakeAsync(string datastore = "") =>
        SmallRepository.MakeAsync(datastore.Length == 0 ? "" : $"datastore:\n{datastore}");

    private protected override Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) => Task.FromResult<IReadOnlyList<string>>(repository.Files());
}
