using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Configuration.Repositories;

public sealed class NewRepositoryConfigTests
{
    private static readonly ResourcePath Root = ResourcePath.FromLocalDirectory("/data/new repo");
    private static readonly ConfigSources Quiet = new() { Environment = EnvironmentVariables.Empty };

    [Fact]
    public async Task Without_a_seed_the_file_is_the_references_byte_for_byte()
    {
        var made = await MakeAsync(new() { Root = Root });
        made.Text.ShouldBe(File.ReadAllText(SharedFiles.Golden("empty/butler.yaml")));
        made.File.LocalPath.ShouldBe("/data/new repo/butler.yaml");
        made.Complete.DatabaseUrl.ShouldBe("sqlite:////data/new repo/gen3.sqlite3");
    }

    [Fact]
    public async Task What_a_seed_says_is_kept_byte_for_byte()
    {
        var golden = File.ReadAllText(SharedFiles.Golden("mixed/butler.yaml"));
        var seed = Config.Parse(golden).Without("registry").Without(".datastore.cls").Without(".datastore.root").Without(".datastore.records")
            .With("root", "/some/where/else");
        (await MakeAsync(new() { Root = Root, Seed = seed })).Text.ShouldBe(golden);
    }

    [Fact]
    public async Task A_seeds_places_are_dropped_unless_they_are_to_stand()
    {
        var seed = await new ConfigLoader(Quiet).LoadAsync(
            ResourcePath.FromLocalPath(SharedFiles.Data("spherex/configs/butler.yaml")), TestContext.Current.CancellationToken);
        var made = await MakeAsync(new() { Root = Root, Seed = seed });
        made.Written.Text(".registry.db").ShouldBe("sqlite:///<butlerRoot>/gen3.sqlite3");
        made.Written.Text(".datastore.templates.default")!.ShouldContain("{label:?}");
        made.Written.Text("/storageClasses/SPHERExImage/pytype").ShouldBe("spherex.core.SPHERExImage");
        made.Written.Text("/datastore/formatters/MyImage").ShouldBe("spherex.formatters.AstropyImageFormatter");
        var kept = await MakeAsync(new() { Root = Root, Seed = seed, Places = SeedPlaces.Kept });
        kept.Written.Text(".registry.db").ShouldBe("sqlite:///<butlerRoot>/spherex.sqlite3");
        kept.Written.Text(".datastore.root").ShouldBe("<butlerRoot>");
    }

    [Fact]
    public async Task A_server_database_is_kept_as_the_seed_gives_it()
    {
        var made = await MakeAsync(new() { Root = Root, Seed = Config.Parse("registry: {db: 'postgresql://host/db', namespace: survey}") });
        made.Written.Text(".registry.db").ShouldBe("postgresql://host/db");
        made.Complete.DatabaseNamespace.ShouldBe("survey");
    }

    [Fact]
    public async Task Children_of_a_chain_get_places_of_their_own()
    {
        var seed = Config.Parse("""
            datastore:
              cls: lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore
              datastores:
              - cls: lsst.daf.butler.datastores.inMemoryDatastore.InMemoryDatastore
              - datastore: {cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore, root: /elsewhere}
            """);
        var made = await MakeAsync(new() { Root = Root, Seed = seed });
        made.Written.Text(".datastore.root").ShouldBe("<butlerRoot>");
        made.Written.Text(".datastore.datastores.1.root").ShouldBe("<butlerRoot>/FileDatastore_1");
        made.Written.Text(".datastore.datastores.1.records.table").ShouldBe("file_datastore_records");
        made.Complete.Datastore.Text(".datastores.1.composites.default").ShouldBe("false");
    }

    [Fact]
    public async Task A_standalone_file_holds_every_default()
    {
        var made = await MakeAsync(new() { Root = Root, Defaults = DefaultsInFile.Everything });
        made.Written.Text("/storageClasses/ExposureF/pytype").ShouldBe("lsst.afw.image.ExposureF");
        made.Written.Text("/registry/engines/sqlite").ShouldNotBeNull();
        made.Written.Text(".datastore.root").ShouldBe("<butlerRoot>");
    }

    [Fact]
    public async Task A_file_elsewhere_says_where_the_root_is()
    {
        var elsewhere = ResourcePath.FromLocalPath("/etc/new.yaml");
        var made = await MakeAsync(new() { Root = Root, OutFile = elsewhere });
        made.File.ShouldBe(elsewhere);
        made.Written.Text("root").ShouldBe("file:///data/new%20repo/");
    }

    [Fact]
    public async Task Settings_of_the_observation_table_are_not_written()
    {
        var manager = "lsst.daf.butler.registry.obscore.ObsCoreLiveTableManager";
        var made = await MakeAsync(new() { Root = Root, Seed = Config.Parse($"registry: {{managers: {{obscore: {{cls: {manager}, config: {{version: 0}}}}}}}}") });
        made.Written.Text(".registry.managers.obscore.cls").ShouldBe(manager);
        made.Written.Contains(".registry.managers.obscore.config").ShouldBeFalse();
        made.ObsCore.ShouldNotBeNull();
        var without = await MakeAsync(new() { Root = Root, Seed = Config.Parse($"registry: {{managers: {{obscore: {manager}}}}}") });
        without.Written.Contains(".registry.managers.obscore").ShouldBeFalse();
        without.Warnings.Count.ShouldBe(1);
    }

    private static Task<NewRepositoryConfig> MakeAsync(RepositoryCreation creation) =>
        NewRepositoryConfig.MakeAsync(creation, Quiet, TestContext.Current.CancellationToken);
}
