using System.Security.Cryptography;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Registry;

/// <summary>Opens repositories that others made, and reads their tables past the registry.</summary>
internal static class GoldenRegistry
{
    public static IReadOnlyDictionary<string, string> Managers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["attributes"] = "lsst.daf.butler.registry.attributes.DefaultButlerAttributeManager",
        ["collections"] = "lsst.daf.butler.registry.collections.synthIntKey.SynthIntKeyCollectionManager",
        ["datasets"] = "lsst.daf.butler.registry.datasets.byDimensions.ByDimensionsDatasetRecordStorageManagerUUID",
        ["datastores"] = "lsst.daf.butler.registry.bridge.monolithic.MonolithicDatastoreRegistryBridgeManager",
        ["dimensions"] = "lsst.daf.butler.registry.dimensions.static.StaticDimensionRecordStorageManager",
        ["opaque"] = "lsst.daf.butler.registry.opaque.ByNameOpaqueTableStorageManager",
    };

    public static string File(string repository) => SharedFiles.Golden(Path.Combine(repository, "gen3.sqlite3"));

    public static RegistrySettings Settings(string file) => new() { DatabaseUrl = $"sqlite:///{file}", Managers = Managers };

    public static Task<SqlRegistry> OpenAsync(string repository, CancellationToken cancellationToken) =>
        SqlRegistry.OpenAsync(Settings(File(repository)), RegistryAccess.ReadOnly, cancellationToken);

    public static string Digest(string file) => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(file)));

    /// <summary>Pairs of texts that a query gives, by the first.</summary>
    public static async Task<Dictionary<string, string>> PairsAsync(string file, string sql, CancellationToken cancellationToken)
    {
        await using var database = new Database(DatabaseKinds.Connect(Settings(file), RegistryAccess.ReadOnly));
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var batch in database.QueryAsync(database.Sql().Raw(sql).Build(ColumnType.String, ColumnType.String), cancellationToken))
            for (var row = 0; row < batch.Count; row++)
                pairs.Add(batch.Text(0, row), batch.Text(1, row));
        return pairs;
    }
}
