namespace SkyButler.Resources.Tests;

public sealed class ResourcePathTests
{
    private static readonly EnvironmentVariables Environment = EnvironmentVariables.From(new Dictionary<string, string>
    {
        ["HOME"] = "/home/ana",
        ["SCRATCH"] = "/scratch/x",
        ["OBS_DIR"] = "/opt/obs",
    });

    [Theory]
    [InlineData("/a/b c.fits", "file:///a/b%20c.fits")]
    [InlineData("/a/b#c/d.fits", "file:///a/b%23c/d.fits")]
    [InlineData("/a/b.zip#zip-path=x/y", "file:///a/b.zip%23zip-path%3Dx/y")]
    [InlineData("/a/b.zip#zip-path=y", "file:///a/b.zip#zip-path=y")]
    [InlineData("/a/%20b", "file:///a/%20b")]
    [InlineData("/a/100%b", "file:///a/100%25b")]
    [InlineData("/a/./b/../c//d/", "file:///a/c/d/")]
    [InlineData("file:/a/b", "file:///a/b")]
    [InlineData("file://localhost/a", "file://localhost/a")]
    [InlineData("~/x", "file:///home/ana/x")]
    [InlineData("$SCRATCH/x", "file:///scratch/x/x")]
    [InlineData("${SCRATCH}/x", "file:///scratch/x/x")]
    [InlineData("/a/$UNSET/x", "file:///a/%24UNSET/x")]
    [InlineData("$OBS_DIR/x", "file:///opt/obs/x")]
    [InlineData("$OBS_LSST_DIR/x", "eups://obs_lsst/x")]
    [InlineData("${OBS_LSST_DIR}", "eups://obs_lsst")]
    [InlineData("S3://me@bucket/a%20b/c?x=1#f", "s3://me@bucket/a%20b/c?x=1#f")]
    [InlineData("https://host:8080/a//b", "https://host:8080/a//b")]
    [InlineData("mem://x_1?visit=1#predicted", "mem://x_1?visit=1#predicted")]
    public void Text_becomes_a_uri(string text, string uri) => ResourcePath.Parse(text, Environment).ToString().ShouldBe(uri);

    [Fact]
    public void A_relative_name_starts_from_the_working_directory() =>
        ResourcePath.Parse("a/b.yaml", Environment).LocalPath.ShouldBe(Path.GetFullPath("a/b.yaml"));

    [Fact]
    public void A_relative_name_starts_from_a_given_directory()
    {
        var directory = ResourcePath.ParseStored("s3://bucket/repo/");
        ResourcePath.Parse("a b.yaml", directory, Environment).ToString().ShouldBe("s3://bucket/repo/a%20b.yaml");
        ResourcePath.Parse("/x", directory, Environment).ToString().ShouldBe("file:///x");
    }

    [Fact]
    public void A_stored_relative_path_stays_as_it_was_written()
    {
        var path = ResourcePath.ParseStored("run 1/a.fits#zip-path=b");
        path.IsAbsolute.ShouldBeFalse();
        path.ToString().ShouldBe("run 1/a.fits#zip-path=b");
        ResourcePath.FromLocalDirectory("/repo").Join(path).ToString().ShouldBe("file:///repo/run%201/a.fits#zip-path=b");
    }

    [Theory]
    [InlineData("/odd/100%25/#1/é.fits")]
    [InlineData("/~/$HOME/a?b")]
    public void A_literal_name_comes_back_whatever_it_holds(string name) => ResourcePath.FromLocalPath(name).LocalPath.ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("/a\0b")]
    [InlineData("file:///a%00b")]
    [InlineData("s3://bucket/a%00b")]
    public void Impossible_names_are_refused(string text) => Should.Throw<ResourceException>(() => ResourcePath.ParseStored(text));

    [Theory]
    [InlineData("a.fits", ".fits")]
    [InlineData("a.fits.gz", ".fits.gz")]
    [InlineData("a.b.fits.fz", ".fits.fz")]
    [InlineData("a.gz", ".gz")]
    [InlineData("a", "")]
    [InlineData(".hidden", "")]
    [InlineData(".hidden.yaml", ".yaml")]
    [InlineData("a.", "")]
    [InlineData("a.tar.bz2", ".tar.bz2")]
    [InlineData("a.yaml.xz", ".yaml.xz")]
    public void Extensions_keep_what_was_compressed(string name, string extension) =>
        ResourcePath.FromLocalPath("/x.y/" + name).Extension.ShouldBe(extension);

    [Fact]
    public void Parts_can_be_taken_and_replaced()
    {
        var path = ResourcePath.ParseStored("s3://b/x/y%20z.fits.gz#f");
        path.Basename.ShouldBe("y z.fits.gz");
        path.Parent.ToString().ShouldBe("s3://b/x/");
        path.Parent.Parent.ToString().ShouldBe("s3://b/");
        path.Key.ShouldBe("x/y z.fits.gz");
        path.WithExtension(".yaml").ToString().ShouldBe("s3://b/x/y%20z.yaml#f");
        path.WithBasename("ä").WithFragment("").ToString().ShouldBe("s3://b/x/%C3%A4");
    }

    [Fact]
    public void Joining_quotes_normalises_and_yields_to_absolute_paths()
    {
        var root = ResourcePath.ParseStored("s3://b/repo");
        root.Join("a b/../c d").ToString().ShouldBe("s3://b/repo/c%20d");
        root.Join("https://h/x").ToString().ShouldBe("https://h/x");
        root.Join("").ToString().ShouldBe("s3://b/repo/");
        root.Join("x/").IsDirectory.ShouldBeTrue();
    }

    [Theory]
    [InlineData("file:///repo/", "file:///repo/a%20b/c", "a b/c")]
    [InlineData("file:///repo", "file://localhost/repo/a", "a")]
    [InlineData("file:///repo", "file:///repository/a", null)]
    [InlineData("file:///repo", "file:///repo/../a", null)]
    [InlineData("file:///repo", "file:///repo", ".")]
    [InlineData("s3://b/r", "s3://c/r/a", null)]
    [InlineData("s3://b/r", "s3://b/r/a", "a")]
    [InlineData("file:///", "file:///a", "a")]
    public void A_path_is_seen_from_a_directory(string directory, string path, string? relative) =>
        ResourcePath.ParseStored(path).RelativeTo(ResourcePath.ParseStored(directory)).ShouldBe(relative);

    [Fact]
    public void Only_local_paths_have_a_local_name() =>
        Should.Throw<ResourceException>(() => ResourcePath.ParseStored("s3://b/x").LocalPath).Message.ShouldContain("not a local file");

    [Fact]
    public void Equal_texts_are_equal_paths()
    {
        ResourcePath.ParseStored("file:///a/b").ShouldBe(ResourcePath.FromLocalPath("/a/b"));
        ResourcePath.ParseStored("file:///a/b").GetHashCode().ShouldBe(ResourcePath.FromLocalPath("/a/b").GetHashCode());
        ResourcePath.ParseStored("file:///a/b/").ShouldNotBe(ResourcePath.FromLocalPath("/a/b"));
    }
}
