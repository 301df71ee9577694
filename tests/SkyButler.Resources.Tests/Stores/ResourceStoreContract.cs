using System.Text;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores;

/// <summary>What every store keeps to, whatever its scheme.</summary>
public abstract class ResourceStoreContract : IDisposable
{
    private protected TemporaryDirectory Folder { get; } = new();

    protected abstract ResourceStores Stores { get; }

    protected abstract ResourcePath Root { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_found_and_read()
    {
        var path = Root.Join("a folder/ü #1.bin");
        await Stores.WriteAllBytesAsync(path, "hello"u8.ToArray(), Cancellation);
        (await Stores.ReadAllTextAsync(path, Cancellation)).ShouldBe("hello");
        (await Stores.FindAsync(path, Cancellation))!.Size.ShouldBe(5);
        (await Stores.ExistsAsync(Root.Join("a folder/other"), Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_paths_are_looked_at_in_their_order()
    {
        await WriteAsync("b", "22");
        await WriteAsync("a", "1");
        var found = await Stores.FindAsync([Root.Join("b"), Root.Join("none"), Root.Join("a")], Cancellation);
        found.Select(file => file?.Size).ShouldBe([2, null, 1]);
    }

    [Fact]
    public async Task Reading_what_is_missing_names_it()
    {
        var path = Root.Join("none/at/all");
        (await Should.ThrowAsync<ResourceNotFoundException>(async () => await Stores.OpenReadAsync(path, Cancellation))).Path.ShouldBe(path);
    }

    [Fact]
    public async Task Listing_goes_into_folders_and_is_in_order()
    {
        foreach (var name in (string[])["x/b", "x/a", "x/sub/c", "y/d"])
            await WriteAsync(name, name);
        (await ListAsync("x/")).ShouldBe(["x/a", "x/b", "x/sub/c"]);
        (await ListAsync("nothing/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_takes_many_and_passes_over_what_is_missing()
    {
        await WriteAsync("x/a", "1");
        await WriteAsync("x/b", "2");
        (await Stores.DeleteAsync([Root.Join("x/a"), Root.Join("x/none"), Root.Join("gone/none")], Cancellation)).ShouldBeEmpty();
        (await ListAsync("x/")).ShouldBe(["x/b"]);
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit_and_all_after()
    {
        await using var batch = Stores.For(Root).BeginBatch();
        await batch.StageContentAsync(Root.Join("n/1"), "one"u8.ToArray(), Cancellation);
        await File.WriteAllTextAsync(await batch.StageAsync(Root.Join("n/2.fits"), Cancellation), "two", Cancellation);
        (await ExistAsync("n/1", "n/2.fits")).ShouldBe([false, false]);
        await batch.CommitAsync(Cancellation);
        (await ExistAsync("n/1", "n/2.fits")).ShouldBe([true, true]);
        batch.Targets.ShouldBe([Root.Join("n/1"), Root.Join("n/2.fits")]);
    }

    [Fact]
    public async Task A_batch_that_is_dropped_leaves_nothing()
    {
        await using (var batch = Stores.For(Root).BeginBatch())
            await batch.StageContentAsync(Root.Join("n/1"), "one"u8.ToArray(), Cancellation);
        (await ListAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_can_be_taken_back()
    {
        await using var batch = Stores.For(Root).BeginBatch();
        await batch.StageContentAsync(Root.Join("n/1"), "one"u8.ToArray(), Cancellation);
        await batch.CommitAsync(Cancellation);
        await batch.RollBackAsync();
        (await ListAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writing_again_replaces()
    {
        await WriteAsync("a", "first, and longer");
        await WriteAsync("a", "second");
        (await Stores.ReadAllTextAsync(Root.Join("a"), Cancellation)).ShouldBe("second");
    }

    [Fact]
    public async Task Files_come_in_by_copy_and_by_move()
    {
        using var outside = new TemporaryDirectory();
        await File.WriteAllTextAsync(outside.File("s"), "content", Cancellation);
        var source = ResourcePath.FromLocalPath(outside.File("s"));
        await using var batch = Stores.For(Root).BeginBatch();
        await batch.StageTransferAsync(Stores, source, Root.Join("copied"), TransferMode.Copy, Cancellation);
        await batch.StageTransferAsync(Stores, source, Root.Join("moved"), TransferMode.Move, Cancellation);
        await batch.CommitAsync(Cancellation);
        File.Exists(outside.File("s")).ShouldBeTrue();
        await batch.RemoveMovedSourcesAsync(Cancellation);
        File.Exists(outside.File("s")).ShouldBeFalse();
        (await Stores.ReadAllTextAsync(Root.Join("copied"), Cancellation)).ShouldBe("content");
        (await Stores.ReadAllTextAsync(Root.Join("moved"), Cancellation)).ShouldBe("content");
    }

    [Fact]
    public async Task Files_go_out_to_a_local_folder()
    {
        await WriteAsync("a", "content");
        using var outside = new TemporaryDirectory();
        var target = ResourcePath.FromLocalPath(outside.File("t"));
        await using var batch = Stores.For(target).BeginBatch();
        await batch.StageTransferAsync(Stores, Root.Join("a"), target, TransferMode.Copy, Cancellation);
        await batch.CommitAsync(Cancellation);
        (await File.ReadAllTextAsync(outside.File("t"), Cancellation)).ShouldBe("content");
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private ValueTask WriteAsync(string name, string text) =>
        Stores.WriteAllBytesAsync(Root.Join(name), Encoding.UTF8.GetBytes(text), Cancellation);

    private async Task<IReadOnlyList<bool>> ExistAsync(params string[] names) =>
        (await Stores.FindAsync(names.Select(name => Root.Join(name)).ToArray(), Cancellation)).Select(file => file is not null).ToList();

    private async Task<List<string>> ListAsync(string folder) =>
        await Stores.For(Root).ListAsync(folder.Length == 0 ? Root : Root.Join(folder), Cancellation)
            .Select(file => file.Path.RelativeTo(Root)!).ToListAsync(Cancellation);
}
