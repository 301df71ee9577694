using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores;

/// <summary>What every store keeps to that can only be read. It holds <c>x/a</c> ("0123456789"), <c>x/b c</c> ("") and <c>x/sub/d</c> ("d").</summary>
public abstract class ReadableStoreContract : IDisposable
{
    private protected TemporaryDirectory Folder { get; } = new();

    protected abstract ResourceStores Stores { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IResourceStore Store => Stores.For(At("x/a"));

    protected abstract ResourcePath At(string name);

    [Fact]
    public async Task What_is_there_is_found_and_read_and_what_is_not_is_named()
    {
        (await Stores.FindAsync([At("x/sub/d"), At("x/none"), At("x/a"), At("x/b c")], Token)).Select(file => file?.Size).ShouldBe([1, null, 10, 0]);
        (await Stores.ReadAllTextAsync(At("x/a"), Token)).ShouldBe("0123456789");
        (await Stores.ReadAllTextAsync(At("x/b c"), Token)).ShouldBe("");
        (await Should.ThrowAsync<ResourceNotFoundException>(async () => await Stores.OpenReadAsync(At("x/none"), Token))).Path.ShouldBe(At("x/none"));
    }

    [Fact]
    public async Task A_piece_is_read_alone_and_all_of_it_is_downloaded()
    {
        using var reader = new StreamReader(await Store.OpenRangeAsync(At("x/a"), 4, 3, Token));
        (await reader.ReadToEndAsync(Token)).ShouldBe("456");
        await Store.DownloadAsync(At("x/a"), Folder.File("down"), cancellationToken: Token);
        (await File.ReadAllTextAsync(Folder.File("down"), Token)).ShouldBe("0123456789");
    }

    [Fact]
    public async Task Everything_below_a_folder_is_listed_in_order()
    {
        (await Store.ListAsync(At("x/"), Token).Select(file => file.Path).ToListAsync(Token)).ShouldBe([At("x/a"), At("x/b c"), At("x/sub/d")]);
        (await Store.ListAsync(At("x/sub/"), Token).Select(file => (file.Path, file.Size)).ToListAsync(Token)).ShouldBe([(At("x/sub/d"), 1L)]);
        (await Store.ListAsync(At("none/"), Token).AnyAsync(Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_written_or_removed()
    {
        (await Store.DeleteAsync([At("x/a")], Token)).Single().Error.Message.ShouldContain("can only be read");
        Should.Throw<ResourceException>(() => Store.BeginBatch()).Message.ShouldContain("can only be read");
        (await Stores.ExistsAsync(At("x/a"), Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_goes_out_to_a_local_folder()
    {
        var target = ResourcePath.FromLocalPath(Folder.File("t"));
        await using var batch = Stores.For(target).BeginBatch();
        await batch.StageTransferAsync(Stores, At("x/a"), target, Resources.Transfers.TransferMode.Auto, Token);
        await batch.CommitAsync(Token);
        (await File.ReadAllTextAsync(Folder.File("t"), Token)).ShouldBe("0123456789");
    }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
