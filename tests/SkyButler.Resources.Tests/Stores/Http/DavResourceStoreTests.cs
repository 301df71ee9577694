using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Http;
using SkyButler.Resources.Tests.Servers;

namespace SkyButler.Resources.Tests.Stores.Http;

/// <summary>The contract on a strict WebDAV server of ASP.NET.</summary>
public sealed class DavResourceStoreTests : ResourceStoreContract, IAsyncLifetime
{
    private readonly DavFiles files = new();
    private TestServer? server;

    protected override ResourceStores Stores { get; } = ResourceStores.Local.With("http", new HttpResourceStore(EnvironmentVariables.Empty));

    protected override ResourcePath Root => ResourcePath.ParseStored($"{server!.Url}/some/where/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(files.AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task A_file_gets_its_name_when_all_of_it_is_there_and_is_copied_by_the_server()
    {
        await Stores.WriteAllBytesAsync(Root.Join("a"), "content"u8.ToArray(), Token);
        files.Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal)).ShouldAllBe(request => request.EndsWith("a.tmp", StringComparison.Ordinal));
        files.Requests.Clear();
        (await ((HttpResourceStore)Stores.For(Root)).TryCopyAsync(Root.Join("a"), Root.Join("x/b"), Token)).ShouldBeTrue();
        files.Requests.ShouldNotContain(request => request.StartsWith("GET", StringComparison.Ordinal) || request.StartsWith("PUT", StringComparison.Ordinal));
        files.Names.ShouldBe(["/", "/some/", "/some/where/", "/some/where/a", "/some/where/x/", "/some/where/x/b"]);
    }

    [Fact]
    public async Task Folders_are_made_found_and_never_removed()
    {
        await Stores.For(Root).CreateDirectoryAsync(Root.Join("d/e/"), Token);
        await Stores.For(Root).CreateDirectoryAsync(Root.Join("d/e/"), Token);
        (await Stores.FindAsync(Root.Join("d/"), Token))!.IsDirectory.ShouldBeTrue();
        (await Stores.FindAsync(Root.Join("none/"), Token)).ShouldBeNull();
        (await Stores.DeleteAsync([Root.Join("d/")], Token)).Single().Error.Message.ShouldContain("it is a folder");
        files.Names.ShouldContain("/some/where/d/e/");
    }
}
