using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Http;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores.Http;

/// <summary>The contract on nginx.</summary>
public sealed class NginxResourceStoreTests : ResourceStoreContract, IAsyncLifetime
{
    private readonly string name = Guid.NewGuid().ToString("N");
    private string url = "";

    protected override ResourceStores Stores { get; } = ResourceStores.Local.With("dav", new HttpResourceStore(EnvironmentVariables.Empty)).With("http", new HttpResourceStore(EnvironmentVariables.Empty));

    protected override ResourcePath Root => ResourcePath.ParseStored($"{url.Replace("http:", "dav:", StringComparison.Ordinal)}/dav/{name}/some/where/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => url = await NginxServer.UrlAsync();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    [Fact]
    public async Task A_server_that_only_takes_files_is_written_and_read()
    {
        var root = ResourcePath.ParseStored($"{url}/put/{name}/x/");
        await Stores.WriteAllBytesAsync(root.Join("a b"), "content"u8.ToArray(), Token);
        (await Stores.ReadAllTextAsync(root.Join("a b"), Token)).ShouldBe("content");
        (await Stores.FindAsync(root.Join("a b"), Token))!.Size.ShouldBe(7);
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.For(root).ListAsync(root, Token).ToListAsync(Token))).Message.ShouldContain("does not speak WebDAV");
        (await Stores.DeleteAsync([root.Join("a b"), root.Join("none")], Token)).ShouldBeEmpty();
        (await Stores.ExistsAsync(root.Join("a b"), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_takes_nothing_says_so_by_name()
    {
        await Stores.WriteAllBytesAsync(Root.Join("a"), "content"u8.ToArray(), Token);
        var readOnly = ResourcePath.ParseStored($"{url}/files/{name}/some/where/a");
        (await Stores.ReadAllTextAsync(readOnly, Token)).ShouldBe("content");
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.WriteAllBytesAsync(readOnly, new byte[1], Token))).Message.ShouldContain("takes none");
        (await Stores.DeleteAsync([readOnly], Token)).Single().Error.Message.ShouldContain(readOnly.ToString());
        (await Stores.ReadAllTextAsync(readOnly, Token)).ShouldBe("content");
    }

    [Fact]
    public async Task A_file_is_moved_from_where_it_can_be_removed_and_refused_elsewhere_before_anything_is_copied()
    {
        await Stores.WriteAllBytesAsync(Root.Join("a"), "content"u8.ToArray(), Token);
        var local = ResourcePath.FromLocalPath(Folder.File("moved"));
        await using var refused = Stores.For(local).BeginBatch();
        var readOnly = ResourcePath.ParseStored($"{url}/files/{name}/some/where/a");
        (await Should.ThrowAsync<ResourceException>(async () => await refused.StageTransferAsync(Stores, readOnly, local, TransferMode.Move, Token))).Message.ShouldContain("use 'copy'");
        refused.Targets.ShouldBeEmpty();

        var put = ResourcePath.ParseStored($"{url}/put/{name}/some/where/a");
        await using var batch = Stores.For(local).BeginBatch();
        await batch.StageTransferAsync(Stores, put, local, TransferMode.Move, Token);
        await batch.CommitAsync(Token);
        await batch.RemoveMovedSourcesAsync(Token);
        (await File.ReadAllTextAsync(local.LocalPath, Token)).ShouldBe("content");
        (await Stores.ExistsAsync(Root.Join("a"), Token)).ShouldBeFalse();
    }
}
