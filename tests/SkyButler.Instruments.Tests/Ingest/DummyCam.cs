using System.Collections.Concurrent;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Ingest.Finding;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Ingest;

/// <summary>A repository that knows the camera of the shared raw-like files, which are YAML with sidecars and indexes beside them.</summary>
internal sealed class DummyCam : IAsyncDisposable
{
    private const string Description =
        """
        name: DummyCam
        class: lsst.obs.base.instrument_tests.DummyCam
        visit_max: 10000
        exposure_max: 10000
        detector_max: 2
        visit_system: one-to-one
        raw: {formatter: lsst.daf.butler.formatters.yaml.YamlFormatter, dataset_type: raw_dict, storage_class: StructuredDataDict}
        calibrations: {package: obs_dummy_data, policy: dummycam}
        detectors:
          - {id: 0, full_name: RXX_S00}
          - {id: 1, full_name: RXX_S01}
        filters:
          - {physical_filter: dummy_u, band: u}
          - {physical_filter: dummy_g, band: g}
        """;

    private DummyCam(Butler butler, TemporaryDirectory folder) => (Butler, Folder) = (butler, folder);

    public Butler Butler { get; }

    public ConcurrentBag<string> Warnings { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static InstrumentDescription Describe() => InstrumentDescription.Parse(Description);

    public static async Task<DummyCam> MakeAsync()
    {
        var folder = new TemporaryDirectory();
        await Butler.CreateAsync(folder.File("repo"), new ButlerCreation(), Stop);
        await File.WriteAllTextAsync(folder.File("dummy.yaml"), Description, Stop);
        var butler = await Butler.OpenAsync(folder.File("repo"), new ButlerOptions { Access = RegistryAccess.ReadWrite }, Stop);
        var records = InstrumentDescription.Parse(Description).ToRecords(butler.Universe);
        await InstrumentRegistration.RegisterAsync(butler.Registry, [records], RecordSync.Compare, Stop);
        return new(butler, folder);
    }

    public TemporaryDirectory Folder { get; }

    /// <summary>A copy of the shared folder of files, to be changed.</summary>
    public string Copy(string name)
    {
        var target = Folder.File(name);
        var source = SharedFiles.Data($"obs_base/ingest/{name}");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetAttributes(copy, FileAttributes.Normal);
        }

        return target;
    }

    public Task<RawIngestReport> IngestAsync(params string[] places) => IngestAsync(new RawIngestOptions(), places);

    public async Task<RawIngestReport> IngestAsync(RawIngestOptions options, params string[] places)
    {
        var stores = ResourceStores.Local;
        var found = await new RawPlaces(stores, ResourcePath.FromLocalDirectory(Folder.Path), EnvironmentVariables.Empty).ExpandAsync(places, Stop);
        var ingest = new RawIngest(
            Butler, new InstrumentCatalog([ResourcePath.FromLocalDirectory(Folder.Path)]), new ObservationReader(TranslatorCatalog.Default, null, stores), stores,
            options with { Pattern = "yaml$", Warnings = Warnings.Add });
        return await ingest.RunAsync(found, Stop);
    }

    public Task<RawIngestReport> UpdateAsync(string where) => new ExposureUpdate(
        Butler, new InstrumentCatalog([ResourcePath.FromLocalDirectory(Folder.Path)]), new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local), ResourceStores.Local,
        new RawIngestOptions { Warnings = Warnings.Add }).RunAsync("DummyCam", [], where, Stop);

    public async Task<IReadOnlyList<Dimensions.Records.DimensionRecord>> ExposuresAsync()
    {
        var records = new List<Dimensions.Records.DimensionRecord>();
        await foreach (var record in Butler.Queries.RecordsAsync("exposure", new Queries.DataIdQuery { Dimensions = ["exposure"] }, Stop))
            records.Add(record);
        return [.. records.OrderBy(record => record.DataId)];
    }

    public async ValueTask DisposeAsync()
    {
        await Butler.DisposeAsync();
        Folder.Dispose();
    }
}
