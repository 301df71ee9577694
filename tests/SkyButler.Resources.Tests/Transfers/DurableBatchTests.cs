using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Transfers;

public sealed class DurableBatchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_staged_name_is_beside_the_target_and_keeps_its_extension()
    {
        await using var batch = new DurableBatch();
        var staged = await batch.StageAsync(At("run/x.fits"), Cancellation);
        Path.GetDirectoryName(staged).ShouldBe(_folder.File("run"));
        staged.ShouldEndWith("x.tmp.fits");
    }

    [Theory]
    [InlineData(TransferMode.Link, false)]
    [InlineData(TransferMode.Hardlink, false)]
    [InlineData(TransferMode.Auto, false)]
    [InlineData(TransferMode.Symlink, true)]
    [InlineData(TransferMode.RelSymlink, true)]
    public async Task Links_lead_to_the_source(TransferMode mode, bool isSymbolic)
    {
        await CommitAsync(At("in/s"), At("deep/er/t"), mode);
        await File.AppendAllTextAsync(_folder.File("in", "s"), " and more", Cancellation);
        (await File.ReadAllTextAsync(_folder.File("deep", "er", "t"), Cancellation)).ShouldBe("content and more");
        (new FileInfo(_folder.File("deep", "er", "t")).LinkTarget is not null).ShouldBe(isSymbolic);
        if (mode == TransferMode.RelSymlink)
            new FileInfo(_folder.File("deep", "er", "t")).LinkTarget.ShouldBe("../../in/s");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(1 << 15)]
    [InlineData((1 << 15) + 1)]
    public async Task A_copy_keeps_content_permissions_and_time(int length)
    {
        var source = _folder.File("s");
        await File.WriteAllBytesAsync(source, [.. Enumerable.Range(0, length).Select(i => (byte)i)], Cancellation);
        var written = new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc).AddTicks(1234567);
        File.SetLastWriteTimeUtc(source, written);
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        await using (var batch = new DurableBatch())
        {
            await batch.StageTransferAsync(At("s"), At("t"), TransferMode.Copy, Cancellation);
            await batch.CommitAsync(Cancellation);
        }

        (await File.ReadAllBytesAsync(_folder.File("t"), Cancellation)).ShouldBe(await File.ReadAllBytesAsync(source, Cancellation));
        File.GetLastWriteTimeUtc(_folder.File("t")).ShouldBe(written);
        File.GetUnixFileMode(_folder.File("t")).ShouldBe(File.GetUnixFileMode(source));
    }

    [Fact]
    public async Task Linking_again_what_is_linked_already_leaves_no_temporary_file()
    {
        await CommitAsync(At("in/s"), At("t"), TransferMode.Hardlink);
        await CommitAsync(At("in/s"), At("t"), TransferMode.Hardlink);
        Files().ShouldBe(["in/s", "t"]);
    }

    [Fact]
    public async Task A_hard_link_to_a_symbolic_link_is_one_to_its_file()
    {
        Directory.CreateDirectory(_folder.File("in"));
        await File.WriteAllTextAsync(_folder.File("real"), "content", Cancellation);
        File.CreateSymbolicLink(_folder.File("in", "s"), _folder.File("real"));
        await CommitAsync(At("in/s"), At("t"), TransferMode.Hardlink);
        new FileInfo(_folder.File("t")).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task The_source_of_a_move_stays_when_what_follows_fails()
    {
        Directory.CreateDirectory(_folder.File("in"));
        await File.WriteAllTextAsync(_folder.File("in", "s"), "content", Cancellation);
        await using (var batch = new DurableBatch())
        {
            await batch.StageTransferAsync(At("in/s"), At("t"), TransferMode.Move, Cancellation);
            await batch.CommitAsync(Cancellation);
            await batch.RollBackAsync();
        }
        Files().ShouldBe(["in/s"]);
    }

    [Fact]
    public async Task A_link_that_is_moved_becomes_a_file_of_its_own()
    {
        Directory.CreateDirectory(_folder.File("in"));
        await File.WriteAllTextAsync(_folder.File("in", "real"), "content", Cancellation);
        File.CreateSymbolicLink(_folder.File("in", "s"), "real");
        await using (var batch = new DurableBatch())
        {
            await batch.StageTransferAsync(At("in/s"), At("deep/t"), TransferMode.Move, Cancellation);
            await batch.CommitAsync(Cancellation);
            await batch.RemoveMovedSourcesAsync(Cancellation);
        }
        Files().ShouldBe(["deep/t", "in/real"]);
        (await File.ReadAllTextAsync(_folder.File("deep", "t"), Cancellation)).ShouldBe("content");
    }

    [Fact]
    public async Task Modes_that_place_no_file_are_refused()
    {
        await using var batch = new DurableBatch();
        await Should.ThrowAsync<ResourceException>(async () => await batch.StageTransferAsync(At("in/s"), At("t"), TransferMode.Direct, Cancellation));
        await Should.ThrowAsync<ResourceNotFoundException>(async () => await batch.StageTransferAsync(At("none"), At("t"), TransferMode.Copy, Cancellation));
    }

    [Fact]
    public async Task When_one_file_cannot_be_placed_none_is()
    {
        Directory.CreateDirectory(_folder.File("occupied.fits"));
        await using var batch = new DurableBatch();
        await batch.StageContentAsync(At("new/a"), "1"u8.ToArray(), Cancellation);
        await batch.StageContentAsync(At("occupied.fits"), "2"u8.ToArray(), Cancellation);
        var error = await Should.ThrowAsync<ResourceException>(async () => await batch.CommitAsync(Cancellation));
        error.Message.ShouldContain("occupied.fits");
        Files().ShouldBeEmpty();
        Directory.Exists(_folder.File("new")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "x", Cancellation);
        await using var batch = new DurableBatch();
        (await Should.ThrowAsync<ResourceException>(async () => await batch.StageAsync(At("file/x"), Cancellation))).Message.ShouldContain(_folder.File("file"));
    }

    [Fact]
    public async Task Hundreds_of_files_in_many_folders_are_committed_together()
    {
        await using var batch = new DurableBatch();
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), Cancellation, async (i, cancellation) =>
            await batch.StageContentAsync(At($"d{i % 30}/f{i}.yaml"), "x"u8.ToArray(), cancellation));
        await batch.CommitAsync(Cancellation);
        Files().Count.ShouldBe(300);
        Files().ShouldAllBe(name => !name.Contains(".tmp"));
    }

    public void Dispose() => _folder.Dispose();

    private ResourcePath At(string name) => ResourcePath.FromLocalPath(_folder.File(name));

    private async Task CommitAsync(ResourcePath source, ResourcePath target, TransferMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(source.LocalPath)!);
        if (!File.Exists(source.LocalPath))
            await File.WriteAllTextAsync(source.LocalPath, "content", Cancellation);
        await using var batch = new DurableBatch();
        await batch.StageTransferAsync(source, target, mode, Cancellation);
        await batch.CommitAsync(Cancellation);
    }

    private List<string> Files() =>
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.Path, file)).Order(StringComparer.Ordinal).ToList();
}
