using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Http;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>Files on a web server that speaks WebDAV.</summary>
public sealed class DavDatastoreTests : DatastoreContract
{
    // What a store has learnt of a server holds for all of it, and this one has other doors that other tests use.
    private readonly ResourceStores stores = PackagedDefaults.Stores.With("dav", new HttpResourceStore(EnvironmentVariables.Empty));
    private ResourcePath? root;

    protected override string Seed => "";

    private protected override async Task<SmallRepository> MakeEmptyAsync()
    {
        root = ResourcePath.ParseStored($"{(await NginxServer.UrlAsync()).Replace("http:", "dav:", StringComparison.Ordinal)}/dav/{Guid.NewGuid():N}/");
        return await SmallRepository.MakeAsync($"datastore:\n  root: {root}\n", stores);
    }

    private protected override async Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) =>
        [.. (await stores.For(root!).ListAsync(root!, Token).ToListAsync(Token)).Select(file => file.Path.RelativeTo(root!)!)];
}
