using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Repositories;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Configuration.Repositories;

public sealed class ButlerConfigTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public async Task Every_golden_repository_opens_and_its_file_is_dumped_as_it_was()
    {
        var files = Directory.GetFiles(SharedFiles.Golden("."), "butler.yaml", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThanOrEqualTo(9);
        foreach (var file in files)
        {
            var config = await OpenAsync(Path.GetDirectoryName(file)!);
            config.DatabaseUrl.ShouldBe($"sqlite:///{Path.GetDirectoryName(Path.GetFullPath(file))}/gen3.sqlite3");
            config.Managers["collections"].ShouldBe("lsst.daf.butler.registry.collections.synthIntKey.SynthIntKeyCollectionManager");
            Config.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ToYaml()
                .ShouldBe(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Defaults_are_laid_from_weak_to_strong()
    {
        Write("weak/storageClasses.yaml", "storageClasses: {A: {pytype: weak}, B: {pytype: weak}, C: {pytype: weak}, int: {pytype: weak}}");
        Write("strong/storageClasses.yaml", "storageClasses: {A: {pytype: strong}, B: {pytype: strong}}");
        Write("named/storageClasses.yaml", "storageClasses: {storageClasses: {B: {pytype: named}}}");
        Write("repo/butler.yaml", "storageClasses: {A: {pytype: own}}");
        var config = await OpenAsync(_folder.File("repo"), new ConfigSources
        {
            Environment = EnvironmentVariables.From(new Dictionary<string, string> { ["DAF_BUTLER_CONFIG_PATH"] = $"{_folder.File("strong")}:{_folder.File("weak")}" }),
            SearchPaths = [ResourcePath.FromLocalDirectory(_folder.File("named"))],
        });
        string?[] types = [.. ((string[])["A", "B", "C", "int", "Wcs"]).Select(name => config.StorageClasses.Text($"/{name}/pytype"))];
        types.ShouldBe(["own", "named", "weak", "weak", "lsst.afw.geom.skyWcs.SkyWcs"]);
    }

    [Fact]
    public async Task A_classs_defaults_are_stronger_than_general_ones()
    {
        Write("path/datastore.yaml", "datastore: {checksum: general, name: general}");
        Write("path/datastores/fileDatastore.yaml", "datastore: {checksum: class, composites: !include composites.yaml}");
        Write("repo/butler.yaml", "datastore: {root: <butlerRoot>}");
        var config = await OpenAsync(_folder.File("repo"), With(("DAF_BUTLER_CONFIG_PATH", _folder.File("path"))));
        config.Datastore.Text("checksum").ShouldBe("class");
        config.Datastore.Text("name").ShouldBe("general");
        config.Datastore.Flag(".composites.default").ShouldBe(false);
    }

    [Fact]
    public async Task A_repository_is_found_by_folder_file_and_name()
    {
        Write("repo/butler.yaml", "{}");
        Write("other.yaml", "root: repo");
        Write("index.yaml", $"short: {_folder.File("repo")}");
        var inline = $$"""{"short": "{{_folder.File("repo")}}"}""";
        foreach (var (name, sources) in ((string, ConfigSources)[])[
            (_folder.File("repo"), With()), (_folder.File("repo", "butler.yaml"), With()), (_folder.File("other.yaml"), With()),
            ("file://" + _folder.File("repo"), With()), ("short", With(("DAF_BUTLER_REPOSITORY_INDEX", _folder.File("index.yaml")))),
            ("short", With(("DAF_BUTLER_REPOSITORIES", inline))),
            // Who names a path needs no index.
            (_folder.File("repo"), With(("DAF_BUTLER_REPOSITORY_INDEX", _folder.File("none.yaml"))))])
        {
            var config = await OpenAsync(name, sources);
            config.Root.ShouldBe(ResourcePath.FromLocalDirectory(_folder.File("repo")));
        }
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_an_error_of_one_line()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        await RefusedAsync(_folder.File("none"), "There is no repository at", With());
        await RefusedAsync(_folder.File("empty"), "is no repository: it has no butler.yaml", With());
        await RefusedAsync("embargo1", "Did you mean 'embargo'?", With(("DAF_BUTLER_REPOSITORIES", "{embargo: /x}")));
        await RefusedAsync("x", "index file not found", With(("DAF_BUTLER_REPOSITORY_INDEX", _folder.File("none.yaml"))));
        await RefusedAsync("x", "Both", With(("DAF_BUTLER_REPOSITORY_INDEX", "x.yaml"), ("DAF_BUTLER_REPOSITORIES", "{}")));
    }

    [Theory]
    [InlineData("run: x", "'run' is no setting")]
    [InlineData("registry: {managers: {datasets: {cls: x, confg: 1}}}", "Did you mean 'config'?")]
    public async Task Impossible_settings_are_refused(string text, string reason)
    {
        Write("repo/butler.yaml", text);
        (await Should.ThrowAsync<ConfigException>(async () => (await OpenAsync(_folder.File("repo"))).Managers.ShouldBeNull()))
            .Message.ShouldContain(reason);
    }

    [Fact]
    public async Task The_root_is_put_into_places()
    {
        Write("odd $A #1/butler.yaml", "datastore: {root: <butlerRoot>/files}");
        var config = await OpenAsync(ResourcePath.FromLocalPath(_folder.File("odd $A #1")).ToString());
        config.ResolvePath(config.Datastore.RequiredText("root")).LocalPath.ShouldBe(_folder.File("odd $A #1", "files"));
        config.ResolvePath("s3://bucket/x").ToString().ShouldBe("s3://bucket/x");
        config.DatabaseUrl.ShouldBe($"sqlite:///{_folder.File("odd $A #1")}/gen3.sqlite3");
    }

    [Fact]
    public async Task Users_names_are_mapped_by_three_files_the_repositorys_own_strongest()
    {
        Write("path/skybutler.yaml", "skybutler: {formatters: {f.One: Weak, f.Two: Weak, f.Three: Weak}}");
        Write("repo/skybutler.yaml", "formatters: {f.One: Middle, f.Two: Middle}\ntasks: {spherex.tasks.SubtractTask: Ours.Subtract}");
        Write("repo/butler.yaml", "skybutler: {formatters: {f.One: Strong}, storageClasses: {spherex.core.SPHERExImage: Ours.Image}}");
        var names = (await OpenAsync(_folder.File("repo"), With(("DAF_BUTLER_CONFIG_PATH", _folder.File("path"))))).Names;
        string?[] found = [names.Formatter("f.One"), names.Formatter("f.Two"), names.Formatter("f.Three"), names.Formatter("f.Four")];
        found.ShouldBe(["Strong", "Middle", "Weak", null]);
        names.PythonType("spherex.core.SPHERExImage").ShouldBe("Ours.Image");
        names.Task("spherex.tasks.SubtractTask").ShouldBe("Ours.Subtract");
    }

    [Fact]
    public async Task The_default_storage_classes_and_formatters_are_all_there()
    {
        Write("repo/butler.yaml", "{}");
        var config = await OpenAsync(_folder.File("repo"));
        config.StorageClasses.Root.Count.ShouldBe(120);
        config.StorageClasses.Section("/Exposure/components").Keys.Count().ShouldBe(16);
        config.StorageClasses.Text("/VisitImage/derivedComponents/backgrounds").ShouldBe("BackgroundMap");
        config.Datastore.Text("/formatters/PropertyList/parameters/unsafe_dump").ShouldBe("true");
        config.Datastore.Text("/formatters/write_recipes/lsst.obs.base.formatters.fitsExposure.FitsImageFormatter/default/image/algorithm").ShouldBe("GZIP_2");
        var known = config.StorageClasses.Keys.ToHashSet();
        foreach (var (name, definition) in config.StorageClasses.Root.Entries)
        {
            foreach (var kind in (string[])["components", "derivedComponents"])
                new Config((ConfigMapping)definition).Section(kind).Root.Entries.Select(entry => entry.Value.ToString()).ShouldBeSubsetOf(known, $"{name} {kind}");
        }
        config.Datastore.Section("formatters").Keys.Except(["default", "write_recipes"]).ShouldBeSubsetOf(known);
    }

    public void Dispose() => _folder.Dispose();

    private static ConfigSources With(params (string Name, string Value)[] variables) =>
        new() { Environment = EnvironmentVariables.From(variables.ToDictionary(variable => variable.Name, variable => variable.Value)) };

    private static Task<ButlerConfig> OpenAsync(string repository, ConfigSources? sources = null) =>
        ButlerConfig.OpenAsync(repository, sources ?? With(), TestContext.Current.CancellationToken);

    private static async Task RefusedAsync(string repository, string reason, ConfigSources sources)
    {
        var error = await Should.ThrowAsync<ConfigException>(() => OpenAsync(repository, sources));
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain("\n");
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }
}
