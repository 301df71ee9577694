using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Tests.Stores;

public sealed class LocalResourceStoreTests : ResourceStoreContract
{
    protected override ResourceStores Stores => ResourceStores.Local;

    protected override ResourcePath Root => ResourcePath.FromLocalDirectory(Folder.Path);

    [Fact]
    public async Task Links_to_files_are_files_and_links_to_folders_are_left_alone()
    {
        Directory.CreateDirectory(Folder.File("real"));
        await File.WriteAllTextAsync(Folder.File("real", "f"), "four", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Folder.File("link"), Folder.File("real", "f"));
        File.CreateSymbolicLink(Folder.File("dangling"), Folder.File("none"));
        Directory.CreateSymbolicLink(Folder.File("loop"), Folder.Path);
        var listed = await Stores.For(Root).ListAsync(Root, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        listed.Select(file => (file.Path.RelativeTo(Root), file.Size)).ShouldBe([("link", 4L), ("real/f", 4L)]);
        (await Stores.ExistsAsync(Root.Join("dangling"), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_is_found_as_one() =>
        (await Stores.FindAsync(ResourcePath.FromLocalPath(Folder.Path), TestContext.Current.CancellationToken))!.IsDirectory.ShouldBeTrue();

    [Fact]
    public async Task A_folder_in_the_way_of_a_deletion_is_reported_and_the_rest_is_done()
    {
        Directory.CreateDirectory(Folder.File("folder"));
        await File.WriteAllTextAsync(Folder.File("file"), "x", TestContext.Current.CancellationToken);
        var failures = await Stores.DeleteAsync([Root.Join("folder"), Root.Join("file")], TestContext.Current.CancellationToken);
        failures.Single().Path.ShouldBe(Root.Join("folder"));
        File.Exists(Folder.File("file")).ShouldBeFalse();
    }
}
