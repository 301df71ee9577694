using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry;

public sealed class OpeningTests
{
    private const string Version = "version:lsst.daf.butler.registry.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("datasets.byDimensions._manager.ByDimensionsDatasetRecordStorageManagerUUID", "3.0.0", "newer")]
    [InlineData("datasets.byDimensions._manager.ByDimensionsDatasetRecordStorageManagerUUID", "2.0.1", "newer")]
    [InlineData("collections.synthIntKey.SynthIntKeyCollectionManager", "2.1.0", "newer")]
    [InlineData("collections.synthIntKey.SynthIntKeyCollectionManager", "1.0.0", "migrate")]
    [InlineData("collections.synthIntKey.SynthIntKeyCollectionManager", "two", "not a version")]
    public async Task Another_schema_version_is_refused_in_one_line(string manager, string version, string advice)
    {
        await using var test = await TestRegistry.EmptyAsync();
        await SetAsync(test, Version + manager, version);

        var error = await Should.ThrowAsync<IncompatibleRepositoryException>(test.OpenAsync(RegistryAccess.ReadOnly));

        error.Message.ShouldContain(version);
        error.Message.ShouldContain(advice);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_later_patch_of_the_schema_is_accepted()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await SetAsync(test, Version + "collections.synthIntKey.SynthIntKeyCollectionManager", "2.0.7");

        await using var registry = await test.OpenAsync(RegistryAccess.ReadWrite);

        registry.Access.ShouldBe(RegistryAccess.ReadWrite);
    }

    [Fact]
    public async Task Configured_managers_must_be_those_of_the_database()
    {
        await using var test = await TestRegistry.EmptyAsync();
        var others = new Dictionary<string, string>(test.Settings.Managers)
        {
            ["collections"] = "lsst.daf.butler.registry.collections.nameKey.NameKeyCollectionManager",
        };
        var live = new Dictionary<string, string>(test.Settings.Managers) { ["obscore"] = "lsst.daf.butler.registry.obscore.ObsCoreLiveTableManager" };
        var unknown = new Dictionary<string, string>(test.Settings.Managers) { ["opaque"] = "my.OpaqueManager" };

        (await RefusedAsync(others)).ShouldContain("NameKeyCollectionManager");
        (await RefusedAsync(live)).ShouldContain("'obscore'");
        (await RefusedAsync(unknown)).ShouldContain("'my.OpaqueManager'");

        async Task<string> RefusedAsync(Dictionary<string, string> managers) => (await Should.ThrowAsync<IncompatibleRepositoryException>(
            SqlRegistry.OpenAsync(test.Settings with { Managers = managers }, RegistryAccess.ReadOnly, Cancel))).Message;
    }

    [Fact]
    public async Task What_is_no_repository_is_told()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("text"), new string('x', 5000), Cancel);
        await File.WriteAllTextAsync(folder.File("empty"), "", Cancel);

        (await RefusedAsync("missing")).ShouldContain("There is no database");
        (await RefusedAsync("text")).ShouldContain("is not an SQLite database");
        (await RefusedAsync("empty")).ShouldContain("butler_attributes");
        File.Exists(folder.File("missing")).ShouldBeFalse();

        async Task<string> RefusedAsync(string name) => (await Should.ThrowAsync<RegistryException>(
            SqlRegistry.OpenAsync(TestRegistry.SettingsFor(default, $"sqlite:///{folder.File(name)}"), RegistryAccess.ReadWrite, Cancel))).Message;
    }

    [Theory]
    [InlineData("postgresql://host/db")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("sqlite:///file:x.db?mode=ro&uri=true")]
    public async Task Databases_that_can_not_be_opened_are_told(string url) =>
        await Should.ThrowAsync<RegistryException>(SqlRegistry.OpenAsync(
            TestRegistry.SettingsFor(default, "x") with { DatabaseUrl = url }, RegistryAccess.ReadOnly, Cancel));

    [Fact]
    public async Task A_database_with_tables_is_not_made_into_a_repository()
    {
        await using var test = await TestRegistry.EmptyAsync();
        var before = await File.ReadAllBytesAsync(test.DatabaseFile, Cancel);

        await Should.ThrowAsync<RegistryException>(SqlRegistry.CreateAsync(test.Settings, DimensionUniverse.Default, Cancel));

        (await File.ReadAllBytesAsync(test.DatabaseFile, Cancel)).ShouldBe(before);
    }

    [Fact]
    public async Task A_read_only_client_writes_nothing()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var before = await File.ReadAllBytesAsync(test.DatabaseFile, Cancel);
        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);

        var error = await Should.ThrowAsync<RegistryException>(reader.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));
        error.Message.ShouldContain("read-only");
        await Should.ThrowAsync<RegistryException>(reader.TransactAsync(_ => Task.CompletedTask, Cancel));

        (await File.ReadAllBytesAsync(test.DatabaseFile, Cancel)).ShouldBe(before);
    }

    [Fact]
    public async Task Newer_minor_versions_of_ours_read_older_tables()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await SetAsync(test, Version + "opaque.ByNameOpaqueTableStorageManager", "0.1.0");
        var settings = test.Settings with
        {
            Managers = new Dictionary<string, string> { ["opaque"] = "lsst.daf.butler.registry.opaque.ByNameOpaqueTableStorageManager" },
        };

        await using (await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadOnly, Cancel))
        {
        }

        await Should.ThrowAsync<IncompatibleRepositoryException>(SqlRegistry.OpenAsync(settings, RegistryAccess.ReadWrite, Cancel));
    }

    private static Task SetAsync(TestRegistry test, string name, string value)
    {
        var database = test.Registry.Context.Database;
        return database.ExecuteAsync(database.Sql().Append($"UPDATE butler_attributes SET value = {value} WHERE name = {name}").Build(), Cancel);
    }
}
