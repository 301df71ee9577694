using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests;

public sealed class RootedPathsTests
{
    [Theory]
    [InlineData("../x", "'..'")]
    [InlineData("a/../../x", "'..'")]
    [InlineData("a/..", "'..'")]
    [InlineData("%2E%2E/x", "'..'")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("file:///etc/passwd", "absolute")]
    [InlineData("https://evil/x", "absolute")]
    [InlineData(".", "the folder itself")]
    public void Paths_that_leave_the_root_are_refused_by_name(string path, string reason)
    {
        var error = Should.Throw<ResourceException>(() => new RootedPaths(ResourcePath.FromLocalDirectory("/repo")).Join(path));
        error.Message.ShouldContain(path);
        error.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("C:/x", "drive")]
    [InlineData("C%3A/x", "drive")]
    [InlineData("a\\..\\x", "backslash")]
    [InlineData("a/b\nc", "control character")]
    [InlineData("a./x", "ends in a dot")]
    [InlineData("a/x.", "ends in a dot")]
    [InlineData("a/...", "ends in a dot")]
    [InlineData("a/x ", "ends in a dot or blank")]
    [InlineData("a/e\u0301t\u00e9", "accent apart")]
    [InlineData("a/\u304b\u3099", "accent apart")]
    [InlineData("a/\u1112\u1161\u11ab", "accent apart")]
    [InlineData("a/10\u212b", "U+212B")]
    [InlineData("a/../x", "'..'")]
    [InlineData("/x", "absolute")]
    public void New_names_that_other_systems_read_otherwise_are_refused(string path, string reason)
    {
        using var folder = new TemporaryDirectory();
        foreach (var root in (ResourcePath[])[ResourcePath.FromLocalDirectory(folder.Path), ResourcePath.ParseStored("s3://b/repo/"), ResourcePath.ParseStored("https://h/repo/")])
        {
            Should.Throw<ResourceException>(() => new RootedPaths(root).JoinNew(path)).Message.ShouldContain(reason);
            new RootedPaths(root).JoinNew("u/\u00e9t\u00e9/c d.fits").IsWithin(root).ShouldBeTrue();
        }
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_NUL_is_refused_wherever_it_comes_from()
    {
        foreach (var path in (string[])["a\0b", "a%00b"])
            Should.Throw<ResourceException>(() => new RootedPaths(ResourcePath.FromLocalDirectory("/repo")).JoinNew(path)).Message.ShouldMatch("NUL|control");
    }

    [Fact]
    public void Names_that_no_file_system_takes_are_refused() =>
        Should.Throw<ResourceException>(() => new RootedPaths(ResourcePath.FromLocalDirectory("/repo")).Join("a/" + new string('x', 300)))
            .Message.ShouldContain("longer than 255");

    [Fact]
    public void Ordinary_paths_are_joined() =>
        new RootedPaths(ResourcePath.ParseStored("s3://b/repo")).Join("a/..b/c d.fits").ToString().ShouldBe("s3://b/repo/a/..b/c%20d.fits");

    [Fact]
    public void Writing_through_a_link_that_leads_out_is_refused()
    {
        using var outside = new TemporaryDirectory();
        using var root = new TemporaryDirectory();
        Directory.CreateSymbolicLink(root.File("out"), outside.Path);
        Directory.CreateDirectory(root.File("in"));
        Directory.CreateSymbolicLink(root.File("alias"), root.File("in"));
        var guard = new RootedPaths(ResourcePath.FromLocalDirectory(root.Path));
        Should.Throw<ResourceException>(() => guard.JoinForWriting("out/deep/x.fits")).Message.ShouldContain("symbolic link");
        guard.JoinForWriting("alias/x.fits").LocalPath.ShouldBe(root.File("alias", "x.fits"));
        guard.JoinForWriting("new/folder/x.fits").LocalPath.ShouldBe(root.File("new", "folder", "x.fits"));
    }

    [Fact]
    public void A_guard_of_one_batch_refuses_links_too_and_looks_for_missing_folders_once()
    {
        using var outside = new TemporaryDirectory();
        using var root = new TemporaryDirectory();
        Directory.CreateSymbolicLink(root.File("out"), outside.Path);
        var guard = new RootedPaths(ResourcePath.FromLocalDirectory(root.Path));
        var batch = guard.ForOneBatch();
        Should.Throw<ResourceException>(() => batch.JoinForWriting("out/deep/x.fits"));
        batch.JoinForWriting("new/folder/x.fits");
        Directory.CreateSymbolicLink(root.File("new"), outside.Path);
        Should.NotThrow(() => batch.JoinForWriting("new/folder/y.fits"));
        Should.Throw<ResourceException>(() => guard.ForOneBatch().JoinForWriting("new/folder/y.fits"));
    }
}
