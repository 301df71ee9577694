using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Contracts;

/// <summary>
/// A fresh repository's registry in a disposable folder: instrument Cam1 with detectors 1-4, filters Cam1-G (band g) and Cam1-R
/// (band r), exposures 1-3 on consecutive days of January 2024.
/// </summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private TemporaryDirectory? folder;

    private TestRegistry(RegistrySettings settings, DimensionUniverse universe) => (Settings, Universe) = (settings, universe);

    public DimensionUniverse Universe { get; }

    public RegistrySettings Settings { get; }

    /// <summary>The file of an SQLite registry.</summary>
    public string DatabaseFile => folder!.File("gen3.sqlite3");

    public SqlRegistry Registry { get; private set; } = null!;

    public static RegistrySettings SettingsFor(RegistryVariant variant, string url)
    {
        const string package = "lsst.daf.butler.registry.";
        var named = variant is RegistryVariant.NameKeys or RegistryVariant.NameKeysTextDates;
        var textDates = variant is RegistryVariant.IntegerKeysTextDates or RegistryVariant.NameKeysTextDates;
        return new()
        {
            DatabaseUrl = url,
            Managers = new Dictionary<string, string>
            {
                ["collections"] = package + (named ? "collections.nameKey.NameKeyCollectionManager" : "collections.synthIntKey.SynthIntKeyCollectionManager"),
                ["datasets"] = package + "datasets.byDimensions.ByDimensionsDatasetRecordStorageManagerUUID",
            },
            ManagerVersions = new Dictionary<string, string> { ["datasets"] = textDates ? "1.0.0" : "2.0.0" },
        };
    }

    /// <summary>A registry without records, on the server of all tests unless another is named.</summary>
    public static async Task<TestRegistry> EmptyAsync(
        RegistryVariant variant = default, DimensionUniverse? universe = null, DatabaseKind kind = default, string? server = null)
    {
        var folder = kind == DatabaseKind.Sqlite && server is null ? new TemporaryDirectory() : null;
        var settings = SettingsFor(variant, folder is null ? server ?? await PostgresServer.UrlAsync() : $"sqlite:///{folder.File("gen3.sqlite3")}");
        if (folder is null)
            settings = settings with { Namespace = $"test_{Guid.NewGuid():N}" };
        var made = new TestRegistry(settings, universe ?? DimensionUniverse.Default) { folder = folder };
        await SqlRegistry.CreateAsync(made.Settings, made.Universe, TestContext.Current.CancellationToken);
        made.Registry = await made.OpenAsync(RegistryAccess.ReadWrite);
        return made;
    }

    /// <summary>A registry with the instrument's records.</summary>
    public static async Task<TestRegistry> WithInstrumentAsync(
        RegistryVariant variant = default, DatabaseKind kind = default, DimensionUniverse? universe = null, string? server = null)
    {
        var made = await EmptyAsync(variant, universe, kind, server);
        await made.InsertAsync("instrument", made.Record("instrument", ("name", "Cam1"), ("detector_max", 4L)));
        await made.InsertAsync(
            "physical_filter",
            made.Record("physical_filter", ("instrument", "Cam1"), ("name", "Cam1-G"), ("band", "g")),
            made.Record("physical_filter", ("instrument", "Cam1"), ("name", "Cam1-R"), ("band", "r")));
        await made.InsertAsync("detector", [.. Enumerable.Range(1, 4).Select(i => made.Record("detector", ("instrument", "Cam1"), ("id", (long)i), ("full_name", $"D{i}")))]);
        await made.InsertAsync("group", made.Record("group", ("instrument", "Cam1"), ("name", "a")));
        await made.InsertAsync("day_obs", made.Record("day_obs", ("instrument", "Cam1"), ("id", 20240101L)));
        await made.InsertAsync("exposure", [.. Enumerable.Range(1, 3).Select(made.Exposure)]);
        return made;
    }

    /// <summary>Time from one day of January 2024 to another.</summary>
    public static Timespan Days(int first, int end) =>
        Timespan.Between(TaiTime.FromTai(new DateTime(2024, 1, first)), TaiTime.FromTai(new DateTime(2024, 1, end)));

    /// <summary>Another client that waits but a moment for locks.</summary>
    public Task<SqlRegistry> OpenImpatientAsync() => SqlRegistry.OpenAsync(
        Settings with { LockWait = TimeSpan.FromMilliseconds(20) }, RegistryAccess.ReadWrite, TestContext.Current.CancellationToken);

    public Task<SqlRegistry> OpenAsync(RegistryAccess access) => SqlRegistry.OpenAsync(Settings, access, TestContext.Current.CancellationToken);

    public DimensionRecord Record(string element, params (string Name, object? Value)[] values) =>
        DimensionRecord.Create(Universe[element], values.ToDictionary(v => v.Name, v => v.Value));

    public Task InsertAsync(string element, params DimensionRecord[] records) =>
        Registry.Records.InsertAsync(Universe[element], records, RecordInsertMode.New, TestContext.Current.CancellationToken);

    public DataCoordinate DataId(params (string Name, object Value)[] values) => DataCoordinate.Standardize(
        Universe.Conform(values.Select(v => v.Name)), values.ToDictionary(v => v.Name, v => v.Value));

    /// <summary>The data ID of one of the instrument's detectors.</summary>
    public DataCoordinate Detector(long detector) => DataId(("instrument", "Cam1"), ("detector", detector));

    public async Task<DatasetType> TypeAsync(string name, bool isCalibration = false, params string[] dimensions)
    {
        var type = new DatasetType(name, Universe.Conform(dimensions), "StructuredDataDict", isCalibration);
        await Registry.DatasetTypes.RegisterAsync([type], TestContext.Current.CancellationToken);
        return type;
    }

    public Task CollectionAsync(string name, CollectionType type) => Registry.Collections.RegisterAsync([name], type, null, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<DatasetRef>> DatasetsAsync(DatasetType type, string run, params DataCoordinate[] dataIds) =>
        Registry.Datasets.InsertAsync(type, run, dataIds, DatasetIdMode.Unique, TestContext.Current.CancellationToken);

    /// <summary>The identifiers found for data IDs in collections.</summary>
    public async Task<IReadOnlyList<Guid?>> FindAsync(DatasetType type, IReadOnlyList<string> collections, Timespan? timespan, params DataCoordinate[] dataIds)
    {
        var found = await Registry.Datasets.FindAsync(
            type, dataIds, collections, [.. dataIds.Select(_ => timespan)], TestContext.Current.CancellationToken);
        return [.. found.Select(f => f?.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        folder?.Dispose();
    }

    private DimensionRecord Exposure(int id) => Record(
        "exposure", ("instrument", "Cam1"), ("id", (long)id), ("physical_filter", "Cam1-G"), ("group", "a"), ("day_obs", 20240101L),
        ("obs_id", $"e{id}"), ("exposure_time", 30.5), ("can_see_sky", true), ("timespan", Days(id, id + 1)));
}
