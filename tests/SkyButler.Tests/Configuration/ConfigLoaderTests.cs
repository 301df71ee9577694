using SkyButler.Configuration;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Configuration;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public async Task Included_files_stand_where_their_tag_stood()
    {
        Write("sub/one.yaml", "v: !include ../two.yaml");
        Write("two.yaml", "[1, 2]");
        Write("main.yaml", "a: !include sub/one.yaml\nb: !include [two.yaml, sub/one.yaml]\nc: !include {k: two.yaml}");
        (await LoadAsync("main.yaml")).ToYaml().ShouldBe("""
            a:
              v:
              - 1
              - 2
            b:
            - - 1
              - 2
            - v:
              - 1
              - 2
            c:
              k:
              - 1
              - 2

            """);
    }

    [Fact]
    public async Task Included_configurations_lie_under_the_level_that_names_them()
    {
        Write("cwd/one.yaml", "x: 1\ny: 1\nz: {p: 1}");
        Write("main/two.yaml", "y: 2\nincludeConfigs: three.yaml");
        Write("main/three.yaml", "w: 3\ny: 3");
        Write("main/main.yaml", "top:\n  includeConfigs: [$NAME.yaml, two.yaml]\n  z: {q: 0}");
        var config = await LoadAsync("main/main.yaml", new ConfigSources
        {
            WorkingDirectory = ResourcePath.FromLocalDirectory(_folder.File("cwd")),
            Environment = EnvironmentVariables.From(new Dictionary<string, string> { ["NAME"] = "one" }),
        });
        config.ToYaml().ShouldBe("top:\n  w: 3\n  x: 1\n  y: 2\n  z:\n    p: 1\n    q: 0\n");
    }

    [Fact]
    public async Task Json_is_read_as_it_is()
    {
        Write("c.json", """{"b": [1, 2.5, "x", null, true], "a": 12345678901234567890}""");
        (await LoadAsync("c.json")).ToYaml().ShouldBe("a: 12345678901234567890\nb:\n- 1\n- 2.5\n- x\n- null\n- true\n");
    }

    [Theory]
    [InlineData("none.yaml", "none.yaml does not exist")]
    [InlineData("self.yaml", "included more than 32 levels deep")]
    [InlineData("broken.yaml", "none.yaml does not exist")]
    [InlineData("lost.yaml", "was found neither at")]
    [InlineData("list.yaml", "must be a mapping")]
    [InlineData("x.txt", "must be .yaml or .json")]
    [InlineData("bad.json", "not valid JSON")]
    public async Task What_cannot_be_read_is_named(string file, string reason)
    {
        Write("self.yaml", "a: !include self.yaml");
        Write("broken.yaml", "a: !include none.yaml");
        Write("lost.yaml", "includeConfigs: none.yaml");
        Write("list.yaml", "- 1");
        Write("x.txt", "a: 1");
        Write("bad.json", "{");
        (await Should.ThrowAsync<ConfigException>(() => LoadAsync(file))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Packaged_files_can_be_included_by_the_name_that_the_reference_gives_them()
    {
        Write("main.yaml", "d: !include resource://lsst.daf.butler/configs/datastore.yaml");
        (await LoadAsync("main.yaml")).Text(".d.datastore.cls").ShouldBe("lsst.daf.butler.datastores.fileDatastore.FileDatastore");
    }

    public void Dispose() => _folder.Dispose();

    private Task<Config> LoadAsync(string name, ConfigSources? sources = null) =>
        new ConfigLoader(sources).LoadAsync(ResourcePath.FromLocalPath(_folder.File(name)), TestContext.Current.CancellationToken);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }
}
