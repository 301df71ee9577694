using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>Files on a web server that speaks WebDAV.</summary>
public sealed class DavDatastoreTests : DatastoreContract
{
    private ResourcePath? root;

    protected override string Seed => "";

    private protected override async Task<SmallRepository> MakeEmptyAsync()
    {
        root = ResourcePath.ParseStored($"{(await NginxServer.UrlAsync()).Replace("http:", "dav:", StringComparison.Ordinal)}/dav/{Guid.NewGuid():N}/");
        return await SmallRepository.MakeAsync($"datastore:\n  root: {root}\n", PackagedDefaults.Stores);
    }

    private protected override async Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) =>
        [.. (await PackagedDefaults.Stores.For(root!).ListAsync(root!, Token).ToListAsync(Token)).Select(file => file.Path.RelativeTo(root!)!)];
}
