using System.IO.Compression;
using System.Text;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Opaque;

namespace SkyButler.Tests.ButlerFacade;

public sealed class ZipMemberTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_dataset_in_a_zip_is_read_located_retrieved_and_removed_with_care()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await using (var zip = await ZipFile.OpenAsync(Path.Combine(repository.Root, "all.zip"), ZipArchiveMode.Create, Token))
        {
            foreach (var name in (string[])["first.yaml", "second one.yaml"])
            {
                await using var stream = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"name: {name}\n"), Token);
            }
        }

        var datasets = new[] { 0, 1 }.Select(i => repository.Ref(type, new() { ["instrument"] = "Cam", ["detector"] = i })).ToList();
        var registry = repository.Butler.Registry;
        await repository.Butler.Datastore.PrepareAsync(Token);
        await registry.TransactAsync(
            async token =>
            {
                await registry.Datasets.ImportAsync(datasets, token);
                await registry.Locations.InsertAsync(repository.Butler.Datastore.Name, [.. datasets.Select(d => d.Id)], token);
                await new FileRecordTable(registry, "file_datastore_records").InsertAsync([Record(0, "first.yaml"), Record(1, "second%20one.yaml")], OpaqueInsert.New, token);
            },
            Token);
        var got = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync(datasets[1], cancellationToken: Token);
        got["name"].ShouldBe("second one.yaml");
        (await repository.Butler.GetUrisAsync([datasets[1]], Token))[datasets[1].Id].Single().Uri.Fragment.ShouldBe("zip-path=second%20one.yaml");
        (await repository.Butler.ExistsAsync(datasets, Token)).Values.ShouldAllBe(e => e.HasFlag(DatasetExistence.Artifact));
        var retrieved = await repository.Butler.RetrieveArtifactsAsync([datasets[1]], repository.Outside("copies"), new() { Transfer = Resources.Transfers.TransferMode.Copy }, Token);
        (await File.ReadAllTextAsync(retrieved.Single(), Token)).ShouldBe("name: second one.yaml\n");
        await repository.Butler.PruneDatasetsAsync([datasets[0]], new() { Purge = true }, Token);
        repository.Files().ShouldBe(["all.zip"]);
        await repository.Butler.PruneDatasetsAsync([datasets[1]], new() { Purge = true }, Token);
        repository.Files().ShouldBeEmpty();

        FileRecord Record(int index, string member) => new()
        {
            DatasetId = datasets[index].Id,
            Path = $"all.zip#zip-path={member}",
            Formatter = "lsst.daf.butler.formatters.yaml.YamlFormatter",
            StorageClass = "StructuredDataDict",
        };
    }
}
