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
    public async Task A_piece_of_a_file_is_read_alone()
    {
        await WriteAsync("a", "0123456789");
        (await PieceAsync(0, 3)).ShouldBe("012");
        (await PieceAsync(4, 2)).ShouldBe("45");
        (await PieceAsync(8, 100)).ShouldBe("89");
        (await PieceAsync(10, 5)).ShouldBe("");
        (await PieceAsync(25, 5)).ShouldBe("");
        (await PieceAsync(3, 0)).ShouldBe("");
        await Should.ThrowAsync<ResourceNotFoundException>(async () => await Stores.For(Root).OpenRangeAsync(Root.Join("none"), 0, 1, Cancellation));

        async Task<string> PieceAsync(long offset, long length)
        {
            using var reader = new StreamReader(await Stores.For(Root).OpenRangeAsync(Root.Join("a"), offset, length, Cancellation));
            return await reader.ReadToEndAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_file_is_downloaded()
    {
        await WriteAsync("a", "content");
        await File.WriteAllTextAsync(Folder.File("down"), "something longer that was there", Cancellation);
        await Stores.For(Root).DownloadAsync(Root.Join("a"), Folder.File("down"), cancellationToken: Cancellation);
        (await File.ReadAllTextAsync(Folder.File("down"), Cancellation)).ShouldBe("content");
        await Should.ThrowAsync<ResourceNotFoundException>(async () => await Stores.For(Root).DownloadAsync(Root.Join("none"), Folder.File("none"), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_file_of_the_store_is_copied_and_moved_within_it()
    {
        await WriteAsync("a", "content");
        await WriteAsync("b", "other");
        await using var batch = Stores.For(Root).BeginBatch();
        await batch.StageTransferAsync(Stores, Root.Join("a"), Root.Join("x/copied"), TransferMode.Copy, Cancellation);
        await batch.StageTransferAsync(Stores, Root.Join("b"), Root.Join("x/moved"), TransferMode.Move, Cancellation);
        await Should.ThrowAsync<ResourceNotFoundException>(async () => await batch.StageTransferAsync(Stores, Root.Join("none"), Root.Join("x/none"), TransferMode.Copy, Cancellation));
        await batch.CommitAsync(Cancellation);
        await batch.RemoveMovedSourcesAsync(Cancellation);
        (await ListAsync("")).ShouldBe(["a", "x/copied", "x/moved"]);
        (await Stores.ReadAllTextAsync(Root.Join("x/moved"), Cancellation)).ShouldBe("other");
    }

    [Fact]
    public async Task Names_with_every_kind_of_letter_come_back_from_a_listing()
    {
        string[] names = ["a b", "a#b", "a%41b", "a&b=c", "a+b", "a?b", "a~b", "ends.", "ä中😀", "é"];
        foreach (var name in names)
            await Stores.WriteAllBytesAsync(Root.WithBasename("odd").AsDirectory().Join("x").WithBasename(name), Encoding.UTF8.GetBytes(name), Cancellation);
        var listed = await Stores.For(Root).ListAsync(Root.WithBasename("odd").AsDirectory(), Cancellation).Select(file => file.Path).ToListAsync(Cancellation);
        listed.Select(path => path.Basename).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
        foreach (var path in listed)
            (await Stores.ReadAllTextAsync(path, Cancellation)).ShouldBe(path.Basename);
        (await Stores.FindAsync(listed, Cancellation)).ShouldAllBe(found => found != null);
        (await Stores.DeleteAsync(listed, Cancellation)).ShouldBeEmpty();
        (await Stores.FindAsync(listed, Cancellation)).ShouldAllBe(found => found == null);
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
    public async Task A_file_is_moved_to_a_local_folder_and_to_another_store()
    {
        await WriteAsync("a", "content");
        await WriteAsync("b", "other");
        var stores = Stores.With("elsewhere", new MemoryResourceStore());
        (ResourcePath Source, ResourcePath Target, string Content)[] moves =
        [
            (Root.Join("a"), ResourcePath.FromLocalPath(Folder.File("moved", "a")), "content"), (Root.Join("b"), ResourcePath.ParseStored("elsewhere://x/b"), "other"),
        ];
        foreach (var (source, target, content) in moves)
        {
            await using var batch = stores.For(target).BeginBatch();
            await batch.StageTransferAsync(stores, source, target, TransferMode.Move, Cancellation);
            await batch.CommitAsync(Cancellation);
            (await stores.ExistsAsync(source, Cancellation)).ShouldBeTrue();
            await batch.RemoveMovedSourcesAsync(Cancellation);
            (await stores.ExistsAsync(source, Cancellation)).ShouldBeFalse();
            (await stores.ReadAllTextAsync(target, Cancellation)).ShouldBe(content);
        }
    }

    [Theory]
    [InlineData(TransferMode.Link)]
    [InlineData(TransferMode.Hardlink)]
    [InlineData(TransferMode.Symlink)]
    [InlineData(TransferMode.RelSymlink)]
    public async Task Only_between_local_places_are_there_links(TransferMode mode)
    {
        await WriteAsync("a", "content");
        await File.WriteAllTextAsync(Folder.File("s"), "content", Cancellation);
        var stores = Stores.With("elsewhere", new MemoryResourceStore());
        var local = ResourcePath.FromLocalPath(Folder.File("s"));
        var isLocal = Root.IsLocal;
        (ResourcePath Source, ResourcePath Target)[] links = [(isLocal ? local : Root.Join("a"), isLocal ? ResourcePath.ParseStored("elsewhere://x/a") : Root.Join("l")), (local, isLocal ? ResourcePath.ParseStored("elsewhere://x/b") : Root.Join("m"))];
        foreach (var (source, target) in links)
        {
            await using var batch = stores.For(target).BeginBatch();
            (await Should.ThrowAsync<ResourceException>(async () => await batch.StageTransferAsync(stores, source, target, mode, Cancellation))).Message.ShouldContain($"by '{mode.ToName()}'; use 'copy'");
        }
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
