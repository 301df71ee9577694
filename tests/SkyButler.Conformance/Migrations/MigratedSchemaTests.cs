using System.Text.Json.Nodes;
using SkyButler.Conformance.Registry;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Migrations;

/// <summary>Migrated repositories have the schema that the original makes today, letter by letter.</summary>
public sealed class MigratedSchemaTests
{
    private const string Statements = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL";
    private const string Attributes = "SELECT name, value FROM butler_attributes";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rubin-imsim")]
    [InlineData("rubin-comCam")]
    [InlineData("rubin-phosim")]
    public async Task A_repository_of_universe_1_gets_every_statement_of_a_new_one(string name)
    {
        using var copy = await MigratedGolden.MakeAsync(name, new(), Cancel);
        var migrated = await GoldenRegistry.PairsAsync(copy.File(MigratedGolden.Database), Statements, Cancel);
        var expected = await GoldenRegistry.PairsAsync(GoldenRegistry.File("empty"), Statements, Cancel);
        using var folder = new TemporaryDirectory();
        // Tables of dataset types: as a new repository with the same dataset types has them.
        var made = await GoldenRegistry.PairsAsync(await MakeAnewAsync(folder, copy), Statements, Cancel);
        foreach (var (table, sql) in made.Where(m => m.Key.StartsWith("dataset_tags_", StringComparison.Ordinal) || m.Key.StartsWith("dataset_calibs_", StringComparison.Ordinal)))
            expected.Add(table, sql);
        // The datastore's own table is not touched by a migration.
        foreach (var untouched in (string[])["file_datastore_records", "file_datastore_records_idx_path"])
        {
            expected.Remove(untouched);
            migrated.Remove(untouched).ShouldBeTrue();
        }

        migrated.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        foreach (var (table, sql) in expected)
            migrated[table].ShouldBe(sql);
    }

    [Fact]
    public async Task Its_attributes_become_those_of_a_new_one()
    {
        using var copy = await MigratedGolden.MakeAsync("rubin-imsim", new(), Cancel);
        var migrated = await GoldenRegistry.PairsAsync(copy.File(MigratedGolden.Database), Attributes, Cancel);
        var expected = await GoldenRegistry.PairsAsync(GoldenRegistry.File("empty"), Attributes, Cancel);
        migrated.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in expected)
            if (name != "config:dimensions.json")
                migrated[name].ShouldBe(value);
        var universe = JsonNode.Parse(migrated["config:dimensions.json"])!;
        ((int)universe["version"]!).ShouldBe(8);
        DimensionUniverse.FromJson(migrated["config:dimensions.json"]).ShouldBe(DimensionUniverse.Default);
    }

    [Fact]
    public async Task Every_column_on_the_way_is_that_of_its_version()
    {
        // Checked on real repositories of every version: static tables, and columns that tell versions apart.
        (int Version, int Tables, string Table, string Column, bool Has)[] facts =
        [
            (2, 43, "visit_system_membership", "visit", true), (2, 43, "visit", "visit_system", false), (3, 43, "exposure", "group_name", true),
            (5, 43, "exposure", "group_name", true), (6, 45, "exposure", "group_name", false), (6, 45, "day_obs", "timespan_begin", true),
            (6, 45, "exposure", "can_see_sky", false), (7, 45, "exposure", "can_see_sky", true), (8, 48, "ssp_balanced_index", "id", true),
        ];
        foreach (var at in facts.GroupBy(f => f.Version))
        {
            using var copy = await MigratedGolden.MakeAsync("rubin-phosim", new() { Universe = at.Key, Datasets = "1.0.0" }, Cancel);
            var columns = await GoldenRegistry.PairsAsync(
                copy.File(MigratedGolden.Database),
                "SELECT name, (SELECT group_concat(c.name, ' ') || ' ' FROM pragma_table_info(t.name) AS c) FROM sqlite_master AS t WHERE type = 'table'", Cancel);
            foreach (var fact in at)
            {
                columns.Keys.Count(t => !t.StartsWith("dataset_tags_", StringComparison.Ordinal) && !t.StartsWith("dataset_calibs_", StringComparison.Ordinal) && t != "file_datastore_records")
                    .ShouldBe(fact.Tables, $"version {at.Key}");
                columns[fact.Table].Split(' ').Contains(fact.Column).ShouldBe(fact.Has, $"version {at.Key}: {fact.Table}.{fact.Column}");
            }

            var lengths = await GoldenRegistry.PairsAsync(
                copy.File(MigratedGolden.Database), "SELECT m.name || '.' || c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'", Cancel);
            lengths["visit_skypix_overlap.instrument"].ShouldBe(at.Key >= 5 ? "VARCHAR(32)" : "VARCHAR(16)");
            lengths["exposure.observation_reason"].ShouldBe(at.Key >= 3 ? "TEXT" : "VARCHAR(32)");
        }
    }

    private static async Task<string> MakeAnewAsync(TemporaryDirectory folder, TemporaryDirectory copy)
    {
        var file = folder.File(MigratedGolden.Database);
        await SqlRegistry.CreateAsync(GoldenRegistry.Settings(file), DimensionUniverse.Default, Cancel);
        await using var old = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(copy.File(MigratedGolden.Database)), RegistryAccess.ReadOnly, Cancel);
        await using var made = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(file), RegistryAccess.ReadWrite, Cancel);
        var ids = await GoldenRegistry.PairsAsync(copy.File(MigratedGolden.Database), "SELECT name, CAST(id AS TEXT) FROM dataset_type", Cancel);
        // Groups are numbered in the order in which dataset types were registered.
        foreach (var name in ids.OrderBy(i => int.Parse(i.Value, System.Globalization.CultureInfo.InvariantCulture)).Select(i => i.Key))
        {
            DatasetType type = await old.DatasetTypes.GetAsync(name, Cancel);
            await made.DatasetTypes.RegisterAsync([type], Cancel);
        }

        return file;
    }
}
