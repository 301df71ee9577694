using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Migrations;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

/// <summary>Names and versions of managers as older software wrote them.</summary>
public sealed class OldManagerTests
{
    private const string Package = "lsst.daf.butler.registry.datasets.byDimensions.";
    private const string Class = "ByDimensionsDatasetRecordStorageManager";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.0.0", "text")]
    [InlineData("2.0.0", "integer")]
    public async Task The_datasets_manager_is_known_by_the_name_without_its_module(string version, string type)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(version == "1.0.0" ? RegistryVariant.IntegerKeysTextDates : default);
        await RenameAsync(test, $"{Package}_manager.{Class}UUID", $"{Package}{Class}UUID");

        await using var registry = await test.OpenAsync(RegistryAccess.ReadWrite);
        var dataset = new DatasetType("flat_info", registry.Universe.Conform(["detector"]), "StructuredDataDict");
        await registry.DatasetTypes.RegisterAsync([dataset], Cancel);
        await registry.Collections.RegisterAsync(["r"], CollectionType.Run, null, Cancel);
        await registry.Datasets.InsertAsync(dataset, "r", [test.Detector(1)], DatasetIdMode.Unique, Cancel);

        // The version is found under the name that the database has, so dates are written as its tables keep them.
        (await SqliteFile.ValueAsync(test.DatabaseFile, "SELECT typeof(ingest_date) FROM dataset", Cancel)).ShouldBe(type);
    }

    [Theory]
    [InlineData(Package + Class)]
    [InlineData(Package + "_manager." + Class)]
    public async Task Integer_dataset_ids_are_refused_with_what_to_do(string name)
    {
        await using var test = await TestRegistry.EmptyAsync();
        await RenameAsync(test, $"{Package}_manager.{Class}UUID", name);

        var error = await Should.ThrowAsync<IncompatibleRepositoryException>(test.OpenAsync(RegistryAccess.ReadOnly));
        var configured = await Should.ThrowAsync<IncompatibleRepositoryException>(SqlRegistry.OpenAsync(
            test.Settings with { Managers = new Dictionary<string, string>(test.Settings.Managers) { ["datasets"] = name } }, RegistryAccess.ReadOnly, Cancel));

        error.Message.ShouldContain("int_1.0.0_to_uuid_1.0.0");
        error.Message.ShouldNotContain("\n");
        configured.Message.ShouldBe(error.Message);
    }

    [Fact]
    public async Task Tables_without_versions_are_taken_for_todays()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await SqliteFile.ExecuteAsync(test.DatabaseFile, "DELETE FROM butler_attributes WHERE name LIKE 'version:%'", Cancel);
        await using var registry = await test.OpenAsync(RegistryAccess.ReadWrite);
        registry.Access.ShouldBe(RegistryAccess.ReadWrite);
    }

    private static Task RenameAsync(TestRegistry test, string from, string to) => SqliteFile.ExecuteAsync(
        test.DatabaseFile,
        $"UPDATE butler_attributes SET value = '{to}' WHERE value = '{from}'; UPDATE butler_attributes SET name = 'version:{to}' WHERE name = 'version:{from}'",
        Cancel);
}
