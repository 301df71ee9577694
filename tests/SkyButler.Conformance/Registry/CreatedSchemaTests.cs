using System.Text.Json.Nodes;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Registry;

public sealed class CreatedSchemaTests
{
    private const string Statements = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL";
    private const string Attributes = "SELECT name, value FROM butler_attributes";

    [Fact]
    public async Task New_repositories_have_every_statement_of_the_originals_schema_letter_by_letter()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDirectory();
        var expected = await GoldenRegistry.PairsAsync(GoldenRegistry.File("empty"), Statements, cancel);
        // Made by the first client that writes with a file datastore, not by the registry.
        expected.Remove("file_datastore_records");
        expected.Remove("file_datastore_records_idx_path");

        var made = await CreateAsync(folder, DimensionUniverse.Default, cancel);

        var found = await GoldenRegistry.PairsAsync(made, Statements, cancel);
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, sql) in expected)
            found[name].ShouldBe(sql);
    }

    [Fact]
    public async Task New_repositories_have_the_originals_attributes_but_for_the_documentation_of_dimensions()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDirectory();
        var expected = await GoldenRegistry.PairsAsync(GoldenRegistry.File("empty"), Attributes, cancel);

        var found = await GoldenRegistry.PairsAsync(await CreateAsync(folder, DimensionUniverse.Default, cancel), Attributes, cancel);

        found.Keys.ShouldBe(expected.Keys);
        foreach (var (name, value) in expected)
        {
            if (name == "config:dimensions.json")
                WithoutDocumentation(found[name]).ShouldBe(WithoutDocumentation(value));
            else
                found[name].ShouldBe(value);
        }
    }

    [Theory]
    [InlineData("rubin-imsim")]
    [InlineData("mixed")]
    public async Task The_originals_universe_makes_the_originals_columns(string repository)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDirectory();
        var stored = await GoldenRegistry.PairsAsync(GoldenRegistry.File(repository), Attributes, cancel);
        const string columns = "SELECT t.name, (SELECT group_concat(c.name || ' ' || c.type || ' ' || c.pk) FROM pragma_table_info(t.name) c) "
            + "FROM sqlite_master t WHERE t.type = 'table' AND t.name NOT GLOB 'dataset*' AND t.name <> 'file_datastore_records'";
        var expected = await GoldenRegistry.PairsAsync(GoldenRegistry.File(repository), columns, cancel);

        var made = await CreateAsync(folder, DimensionUniverse.FromJson(stored["config:dimensions.json"]), cancel);

        (await GoldenRegistry.PairsAsync(made, columns, cancel)).ShouldBe(expected, ignoreOrder: true);
    }

    private static async Task<string> CreateAsync(TemporaryDirectory folder, DimensionUniverse universe, CancellationToken cancellationToken)
    {
        var file = folder.File("gen3.sqlite3");
        await SqlRegistry.CreateAsync(GoldenRegistry.Settings(file), universe, cancellationToken);
        return file;
    }

    private static string WithoutDocumentation(string json)
    {
        var tree = JsonNode.Parse(json)!;
        Strip(tree);
        return PythonJson.Serialize(tree);
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject mapping)
        {
            mapping.Remove("doc");
            foreach (var (_, child) in mapping)
                Strip(child);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
                Strip(child);
        }
    }
}
