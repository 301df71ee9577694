using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Opaque;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Registry;

public sealed class PostgresSchemaTests
{
    private const string Namespace = "survey";

    private static readonly OpaqueTableDefinition Files = new(
        "file_datastore_records",
        [
            new("dataset_id", ColumnType.Uuid, IsKey: true, IsNullable: false),
            new("path", ColumnType.String, 256, IsNullable: false),
            new("formatter", ColumnType.String, 128, IsNullable: false),
            new("storage_class", ColumnType.String, 64, IsNullable: false),
            new("component", ColumnType.String, 32, IsKey: true, IsNullable: false),
            new("checksum", ColumnType.String, 128),
            new("file_size", ColumnType.Int),
        ],
        [["path"]]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_in_postgresql_has_every_statement_of_the_originals_schema()
    {
        var expected = PostgresDump.Statements(await File.ReadAllTextAsync(SharedFiles.Golden("postgres/schema.sql"), Cancel));
        var attributes = await File.ReadAllLinesAsync(SharedFiles.Golden("postgres/attributes.txt"), Cancel);
        var settings = GoldenRegistry.Settings("") with { DatabaseUrl = await PostgresServer.UrlAsync(), Namespace = Namespace };
        var universe = DimensionUniverse.Default;
        await SqlRegistry.CreateAsync(settings, universe, Cancel);
        await using var registry = await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadWrite, Cancel);
        await registry.Opaque.RegisterAsync(Files, Cancel);
        DatasetType[] types =
        [
            new("nothing", universe.Empty, "int"),
            new("raw", universe.Conform(["exposure", "detector"]), "int"),
            new("bias", universe.Conform(["detector"]), "int", isCalibration: true),
            new("coadd", universe.Conform(["patch", "band"]), "int"),
            new("catalog", universe.Conform(["healpix5"]), "int"),
        ];
        foreach (var type in types)
            await registry.DatasetTypes.RegisterAsync([type], Cancel);

        var found = PostgresDump.Statements(await PostgresDump.OfAsync(settings.DatabaseUrl, Namespace, Cancel));

        found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        var stored = await SkyButler.Registry.Managers.RegistryAttributes.ReadAsync(registry.Context.Database, Cancel);
        foreach (var (name, value) in attributes.Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1])))
            stored[name].ShouldStartWith(value);
    }
}
