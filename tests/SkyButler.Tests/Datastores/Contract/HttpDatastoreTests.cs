using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Http;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>Files on a web server that only gives them.</summary>
public sealed class HttpDatastoreTests : ReadableDatastoreContract
{
    // What a store has learnt of a server holds for all of it, and this one has other doors that other tests use.
    private readonly ResourceStores stores = PackagedDefaults.Stores.With("http", new HttpResourceStore(EnvironmentVariables.Empty));

    [Fact]
    public async Task Nothing_can_be_stored_taken_in_or_removed_and_what_is_there_stays()
    {
        await using var repository = await MakeFilledAsync();
        await repository.ReopenAsync(new() { Run = "u/run", Stores = stores });
        var before = await FilesAsync(repository);
        var other = repository.Ref((await FindAsync(repository, "info")).DatasetType, new() { ["instrument"] = "Cam", ["detector"] = 1 });
        var file = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        await RefusedAsync(() => repository.Butler.PutAsync([(new Dictionary<string, int>(), other)], Token));
        await RefusedAsync(() => repository.Butler.IngestAsync([new(file, [other])], new() { Transfer = TransferMode.Move }, Token));
        File.Exists(file).ShouldBeTrue();
        (await repository.Butler.Registry.Datasets.GetAsync([other.Id], Token)).ShouldBeEmpty();
        (await FilesAsync(repository)).ShouldBe(before);
        var calexp = await FindAsync(repository, "calexp");
        var picture = (await repository.Butler.GetUrisAsync([calexp], Token))[calexp.Id].ShouldHaveSingleItem().Uri;
        (await Should.ThrowAsync<Exception>(() => repository.Butler.PruneDatasetsAsync([calexp], new() { Purge = true }, Token))).Message.ShouldContain("could not be deleted");
        (await stores.ExistsAsync(picture, Token)).ShouldBeTrue();
    }

    // The files come to the server by its other door, and the repository is opened with what it shows for its root.
    private protected override async Task<SmallRepository> MakeFilledAsync()
    {
        var url = await NginxServer.UrlAsync();
        var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await FillAsync(repository);
        var name = Guid.NewGuid().ToString("N");
        foreach (var file in repository.Files())
        {
            var local = Path.Combine(repository.Root, file);
            await stores.WriteAllBytesAsync(ResourcePath.ParseStored($"{url}/put/{name}/").Join(file), await File.ReadAllBytesAsync(local, Token), Token);
            File.Delete(local);
        }

        var config = Path.Combine(repository.Root, "butler.yaml");
        var root = $"root: {url}/files/{name}/\n  name: FileDatastore@<butlerRoot>";
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Token)).Replace("root: <butlerRoot>", root, StringComparison.Ordinal), Token);
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run") with { Stores = stores });
        return repository;
    }

    private static async Task RefusedAsync(Func<Task> work) => (await Should.ThrowAsync<ResourceException>(work)).Message.ShouldContain("takes none");

    private async Task<IReadOnlyList<bool>> FilesAsync(SmallRepository repository)
    {
        var datasets = await repository.Butler.Queries.AllDatasetsAsync(new() { Collections = ["u/run"] }, Token).ToListAsync(Token);
        var uris = await repository.Butler.GetUrisAsync(datasets, Token);
        return [.. (await stores.FindAsync([.. uris.Values.SelectMany(u => u).Select(u => u.Uri.WithFragment(""))], Token)).Select(file => file is not null)];
    }
}
