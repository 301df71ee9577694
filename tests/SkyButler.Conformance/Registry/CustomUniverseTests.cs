using System.Text.Json;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Registry;

public sealed class CustomUniverseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_universe_of_another_survey_makes_its_own_tables()
    {
        var yaml = await File.ReadAllTextAsync(SharedFiles.Data("spherex/configs/dimensions.yaml"), Cancel);
        var universe = DimensionUniverse.FromJson(JsonSerializer.Serialize(YamlReader.Read(yaml).ToPlain()));
        using var folder = new TemporaryDirectory();
        var file = folder.File("gen3.sqlite3");

        await SqlRegistry.CreateAsync(GoldenRegistry.Settings(file), universe, Cancel);

        var tables = await GoldenRegistry.PairsAsync(file, "SELECT name, sql FROM sqlite_master WHERE type = 'table'", Cancel);
        tables.Keys.ShouldBe(
            [
                "butler_attributes", "calibration_label", "collection", "collection_chain", "collection_summary_dataset_type", "collection_summary_instrument", "dataset",
                "dataset_location", "dataset_location_trash", "dataset_type", "detector", "dimension_graph_definition", "dimension_graph_key", "exposure", "instrument",
                "opaque_meta", "run",
            ],
            ignoreOrder: true);
        tables["detector"].ShouldContain("\"desc\" VARCHAR(32)");
        await using var registry = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(file), RegistryAccess.ReadWrite, Cancel);
        registry.Universe.Namespace.ShouldBe("daf_butler");
        registry.Universe.Version.ShouldBe(0);
        await InsertAsync(registry, "instrument", ("name", "SPX"));
        await InsertAsync(registry, "detector", ("instrument", "SPX"), ("id", 0L), ("full_name", "S0"), ("lmin", 0.75), ("desc", "first"));
        await InsertAsync(registry, "exposure", ("instrument", "SPX"), ("id", 1L), ("name", "e1"), ("group_name", "g1"));
        var type = new DatasetType("rawexp", registry.Universe.Conform(["exposure", "detector"]), "MyImage");
        await registry.DatasetTypes.RegisterAsync([type], Cancel);
        await registry.Collections.RegisterAsync(["r"], CollectionType.Run, null, Cancel);
        var dataId = SkyButler.Dimensions.DataIds.DataCoordinate.Standardize(
            type.Dimensions, new Dictionary<string, object> { ["instrument"] = "SPX", ["exposure"] = 1L, ["detector"] = 0L });
        await registry.Datasets.InsertAsync(type, "r", [dataId], DatasetIdMode.DataIdTypeRun, Cancel);

        var expanded = (await registry.Records.ExpandAsync([dataId], Cancel))[0];

        expanded.Records!["detector"]!["desc"].ShouldBe("first");
        expanded.Records["exposure"]!["group_name"].ShouldBe("g1");
        (await registry.Datasets.FindAsync(type, [dataId], ["r"], null, Cancel))[0].ShouldNotBeNull();
    }

    private static Task InsertAsync(SqlRegistry registry, string element, params (string Name, object? Value)[] values)
    {
        var record = DimensionRecord.Create(registry.Universe[element], values.ToDictionary(v => v.Name, v => v.Value));
        return registry.Records.InsertAsync(record.Element, [record], RecordInsertMode.New, Cancel);
    }
}
