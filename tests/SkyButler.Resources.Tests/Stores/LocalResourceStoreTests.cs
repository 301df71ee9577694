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
    public async Task Many_files_are_found_in_the_order_in_which_they_are_asked_for()
    {
        var names = Enumerable.Range(0, 1_500).Select(i => $"f{i}").ToList();
        foreach (var (i, name) in names.Index().Where(pair => pair.Index % 3 != 0))
            await File.WriteAllTextAsync(Folder.File(name), new string('x', i % 7), TestContext.Current.CancellationToken);

        var found = await Stores.FindAsync([.. names.Select(Root.Join)], TestContext.Current.CancellationToken);

        found.Index().ShouldAllBe(pair => pair.Item == null ? pair.Index % 3 == 0 : pair.Item.Path.Equals(Root.Join(names[pair.Index])) && pair.Item.Size == pair.Index % 7);
    }

    [Fact]
    public async Task What_can_be_no_file_is_not_there()
    {
        File.CreateSymbolicLink(Folder.File("round"), Folder.File("about"));
        File.CreateSymbolicLink(Folder.File("about"), Folder.File("round"));
        await File.WriteAllTextAsync(Folder.File("file"), "x", TestContext.Current.CancellationToken);
        string[] names = ["round", "file/below", new string('n', 300), "none"];

        (await Stores.FindAsync([.. names.Select(Root.Join)], TestContext.Current.CancellationToken)).ShouldAllBe(found => found == null);
    }

    [Fact]
    public async Task A_device_is_found_as_special_and_a_file_with_its_time()
    {
        var time = new DateTime(2031, 5, 17, 3, 4, 5, 678, DateTimeKind.Utc);
        await File.WriteAllTextAsync(Folder.File("file"), "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Folder.File("file"), time);

        var found = await Stores.FindAsync([ResourcePath.FromLocalPath("/dev/null"), Root.Join("file")], TestContext.Current.CancellationToken);

        found.Select(f => f!.IsSpecial).ShouldBe([true, false]);
        found[1]!.Modified.UtcDateTime.ShouldBe(time);
    }

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
