using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Managers;

/// <summary>The managers whose tables are understood here, in the order in which databases list them.</summary>
internal static class KnownManagers
{
    private const string Package = "lsst.daf.butler.registry.";

    public static ManagerClass IntegerKeyCollections { get; } = new("collections", Package + "collections.synthIntKey.SynthIntKeyCollectionManager", [new(2, 0, 0)]);

    public static ManagerClass NameKeyCollections { get; } = new("collections", Package + "collections.nameKey.NameKeyCollectionManager", [new(2, 0, 0)]);

    public static ManagerClass Datasets { get; } = new(
        "datasets",
        Package + "datasets.byDimensions._manager.ByDimensionsDatasetRecordStorageManagerUUID",
        [new(1, 0, 0), new(2, 0, 0)],
        Package + "datasets.byDimensions.ByDimensionsDatasetRecordStorageManagerUUID");

    public static IReadOnlyList<ManagerClass> All { get; } =
    [
        new("attributes", Package + "attributes.DefaultButlerAttributeManager", [new(1, 0, 1)]),
        new("dimensions", Package + "dimensions.static.StaticDimensionRecordStorageManager", [new(6, 0, 2)]),
        IntegerKeyCollections,
        NameKeyCollections,
        Datasets,
        new("opaque", Package + "opaque.ByNameOpaqueTableStorageManager", [new(0, 2, 0)]),
        new("datastores", Package + "bridge.monolithic.MonolithicDatastoreRegistryBridgeManager", [new(0, 2, 1)]),
        new("obscore", Package + "obscore._manager.ObsCoreLiveTableManager", [new(0, 0, 1)], Package + "obscore.ObsCoreLiveTableManager"),
    ];

    /// <summary>Keys that every repository has.</summary>
    public static IReadOnlyList<string> RequiredKeys { get; } = ["attributes", "dimensions", "collections", "datasets", "opaque", "datastores"];

    /// <exception cref="IncompatibleRepositoryException">The class is not one of those.</exception>
    public static ManagerClass Find(string key, string name) => All.FirstOrDefault(m => m.Key == key && m.IsNamed(name))
        ?? throw new IncompatibleRepositoryException(
            $"registry.managers.{key} names '{name}', which is not known here; known are {string.Join(", ", All.Where(m => m.Key == key).Select(m => m.StoredName))}.");
}
