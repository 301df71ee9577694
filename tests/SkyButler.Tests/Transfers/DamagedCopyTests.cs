using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores.Cache;
using SkyButler.Transfers.Exports;
using SkyButler.Transfers.Zips;

namespace SkyButler.Tests.Transfers;

/// <summary>What leaves a repository that compares checksums is what was recorded, or does not leave it.</summary>
public sealed class DamagedCopyTests
{
    private const string Verifying = "datastore:\n  checksum: true\n  verify_checksum: true\n";

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Auto)]
    public async Task A_file_with_a_flipped_byte_is_not_handed_on(TransferMode mode)
    {
        await using var repository = await SmallRepository.MakeAsync(Verifying);
        var datasets = await PutAsync(repository);
        Flip(Path.Combine(repository.Root, repository.Files()[1]));
        var folder = Directory.CreateDirectory(repository.Outside("out")).FullName + "/";
        await RefusedAsync(() => repository.Butler.RetrieveArtifactsAsync(datasets, folder + "files/", new() { Transfer = mode }, Token));
        await RefusedAsync(() => repository.Butler.RetrieveZipAsync(datasets.ToAsyncEnumerable(), folder, new(), Token));
        await RefusedAsync(() => repository.Butler.ExportAsync(datasets.ToAsyncEnumerable(), folder + "export", new ExportOptions { Transfer = mode }, Token));
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldNotContain(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".zip", StringComparison.Ordinal));

        await using var other = await SmallRepository.MakeAsync();
        await RefusedAsync(() => other.Butler.TransferFromAsync(repository.Butler, datasets.ToAsyncEnumerable(), new() { Transfer = mode, RegisterDatasetTypes = true }, Token));
        await RefusedAsync(() => other.Butler.CopyFromAsync(repository.Butler, new() { Transfer = mode }, Token));
        other.Files().ShouldBeEmpty();
        (await other.Butler.Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_are_sound_go_and_those_of_repositories_that_do_not_compare()
    {
        await using var repository = await SmallRepository.MakeAsync(Verifying);
        var datasets = await PutAsync(repository);
        var folder = repository.Outside("out") + "/";
        (await repository.Butler.RetrieveArtifactsAsync(datasets, folder + "sound/", new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(2);
        Flip(Path.Combine(repository.Root, repository.Files()[1]));
        var config = Path.Combine(repository.Root, "butler.yaml");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Token)).Replace("verify_checksum: true", "verify_checksum: false", StringComparison.Ordinal), Token);
        await repository.ReopenAsync();
        (await repository.Butler.RetrieveArtifactsAsync(datasets, folder + "damaged/", new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sound_members_of_zips_go()
    {
        await using var repository = await SmallRepository.MakeAsync(Verifying);
        var datasets = await PutAsync(repository);
        await using var zipped = await ZippedAsync(repository, datasets);
        var folder = zipped.Outside("out") + "/";
        (await zipped.Butler.RetrieveArtifactsAsync(datasets, folder + "files/", new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(2);
        await zipped.Butler.ExportAsync(datasets.ToAsyncEnumerable(), folder + "export", new ExportOptions { Transfer = TransferMode.Copy }, Token);
        await zipped.Butler.ExportAsync(datasets.ToAsyncEnumerable(), folder + "auto", new ExportOptions { Transfer = TransferMode.Auto }, Token);
        foreach (var part in (string[])["files", "export", "auto"])
            Contents(folder + part).ShouldBe(["value: 0\n", "value: 1\n"], customMessage: part);
        await using var other = await SmallRepository.MakeAsync();
        await other.Butler.TransferFromAsync(zipped.Butler, datasets.ToAsyncEnumerable(), new() { Transfer = TransferMode.Copy, RegisterDatasetTypes = true }, Token);
        ((OrderedDictionary<string, object?>)await other.Butler.GetAsync(datasets[1], cancellationToken: Token))["value"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_damaged_member_of_a_zip_stays_where_it_is()
    {
        await using var repository = await SmallRepository.MakeAsync(Verifying);
        var datasets = await PutAsync(repository);
        await using var zipped = await ZippedAsync(repository, datasets);
        var file = Path.Combine(zipped.Root, zipped.Files().Single());
        var bytes = await File.ReadAllBytesAsync(file, Token);
        bytes[bytes.AsSpan().IndexOf("value: 1"u8) + 7] = (byte)'7';
        await File.WriteAllBytesAsync(file, bytes, Token);

        (await Should.ThrowAsync<ResourceException>(() => zipped.Butler.RetrieveArtifactsAsync(datasets, zipped.Outside("files") + "/", new() { Transfer = TransferMode.Copy }, Token))).Message.ShouldContain("damaged");
        Directory.GetFiles(zipped.Outside("files"), "*.yaml", SearchOption.AllDirectories).ShouldBeEmpty();
        await using var other = await SmallRepository.MakeAsync();
        (await Should.ThrowAsync<SkyButler.Transfers.Repositories.TransferException>(
            () => other.Butler.TransferFromAsync(zipped.Butler, datasets.ToAsyncEnumerable(), new() { Transfer = TransferMode.Copy, RegisterDatasetTypes = true }, Token))).Message.ShouldContain("damaged");
        other.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_remote_file_is_compared_while_it_comes_and_read_once()
    {
        var remote = new CountingStore();
        var stores = PackagedDefaults.Stores.With("mem", remote).With("other", new MemoryResourceStore());
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  root: mem://store/\n  checksum: true\n  verify_checksum: true\n", stores);
        var datasets = await PutAsync(repository);
        var opened = remote.Opened;
        foreach (var (number, folder) in new[] { (0, repository.Outside("out") + "/"), (1, "other://out/") })
        {
            (await repository.Butler.RetrieveArtifactsAsync(datasets, folder, new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(2);
            (remote.Opened - opened).ShouldBe((number + 1) * 2);
        }

        var damaged = (await repository.Butler.GetUriAsync(datasets[1], Token)).Uri;
        var content = await stores.ReadAllBytesAsync(damaged, Token);
        content[^2] ^= 1;
        await remote.WriteAsync(damaged, content);
        await RefusedAsync(() => repository.Butler.RetrieveArtifactsAsync(datasets, repository.Outside("damaged") + "/", new() { Transfer = TransferMode.Copy }, Token));
        await RefusedAsync(() => repository.Butler.RetrieveArtifactsAsync(datasets, "other://damaged/", new() { Transfer = TransferMode.Copy }, Token));
        Directory.GetFiles(repository.Outside("damaged"), "*.yaml", SearchOption.AllDirectories).ShouldBeEmpty();
        (await stores.For(ResourcePath.ParseStored("other://damaged/")).ListAsync(ResourcePath.ParseStored("other://damaged/"), Token).Select(f => f.Path.Extension).ToListAsync(Token)).ShouldNotContain(".yaml");
    }

    private static async Task<DatasetRef[]> PutAsync(SmallRepository repository)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        DatasetRef[] datasets = [.. Enumerable.Range(0, 2).Select(i => repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = (long)i }))];
        await repository.Butler.PutAsync([.. datasets.Select(d => ((object)new Dictionary<string, object?> { ["value"] = d.DataId["detector"].Number }, d))], Token);
        return datasets;
    }

    private static IEnumerable<string> Contents(string folder) =>
        Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText).Where(text => text.StartsWith("value", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task<SmallRepository> ZippedAsync(SmallRepository repository, DatasetRef[] datasets)
    {
        var zip = (await repository.Butler.RetrieveZipAsync(datasets.ToAsyncEnumerable(), repository.Outside("out") + "/", new(), Token))!;
        var zipped = await SmallRepository.MakeAsync(Verifying);
        await zipped.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        await zipped.Butler.IngestZipAsync(zip, new ZipIngestOptions { Transfer = TransferMode.Copy }, Token);
        return zipped;
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static async Task RefusedAsync(Func<Task> copy)
    {
        var message = (await Should.ThrowAsync<ResourceException>(copy)).Message;
        message.ShouldContain("does not have the checksum that is recorded");
        message.ShouldNotContain('\n');
    }
}
