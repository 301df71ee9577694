using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Uploads;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>A folder of its own in a bucket of a real S3 server, for a repository whose files are there and whose database is in a local file.</summary>
internal sealed class S3Place
{
    private S3Place(S3Server server)
    {
        Environment = server.Environment;
        Stores = ResourceStores.For(EnvironmentVariables.From(Environment)).With("resource", PackagedDefaults.Stores.For(PackagedDefaults.Folder));
    }

    /// <summary>The folder.</summary>
    public ResourcePath Root { get; } = ResourcePath.ParseStored($"s3://first/{Guid.NewGuid():N}/");

    /// <summary>The stores that reach it.</summary>
    public ResourceStores Stores { get; }

    /// <summary>What another process needs to reach it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>A place on the server; the test is skipped where there is none.</summary>
    public static async Task<S3Place> GetAsync() => new(await S3Server.GetAsync());

    /// <summary>A repository there.</summary>
    public Task<SmallRepository> MakeRepositoryAsync(string datastore = "") =>
        SmallRepository.MakeAsync($"datastore:\n  root: {Root}\n{datastore}", Stores);

    /// <summary>The objects below the folder, by their names in it; what writers left in their journal too.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync() =>
        [.. (await Stores.For(Root).ListAsync(Root, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(f => f.Path.RelativeTo(Root)!)];

    /// <summary>What lies in the bucket of uploads below the folder that were not ended.</summary>
    public async Task<IReadOnlyList<UnfinishedUpload>> UploadsAsync() =>
        await ((IUnfinishedUploads)Stores.For(Root)).ListUploadsAsync(Root, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
