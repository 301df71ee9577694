using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Resources.Stores.Http;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.History;

/// <summary>Files on a web server that speaks WebDAV.</summary>
public sealed class DavUndoTests : UndoContract
{
    internal static async Task<UndoneRepository> MakeOnDavAsync(string seed = "")
    {
        // What a store has learnt of a server holds for all of it, and this one has other doors that other tests use.
        var stores = PackagedDefaults.Stores.With("dav", new HttpResourceStore(EnvironmentVariables.Empty));
        var root = $"{(await NginxServer.UrlAsync()).Replace("http:", "dav:", StringComparison.Ordinal)}/dav/{Guid.NewGuid():N}/";
        return await UndoneRepository.MakeAsync($"datastore: {{root: '{root}', checksum: true}}\n{seed}", stores);
    }

    private protected override Task<UndoneRepository> MakeAsync() => MakeOnDavAsync();
}
