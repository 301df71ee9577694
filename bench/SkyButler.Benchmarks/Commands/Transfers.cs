using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Export and import of 200,000 datasets, and of ten times as many for their memory; 20,000 files from repository to repository beside <c>cp</c>.</summary>
internal sealed class Transfers : IBenchmark
{
    private const int Datasets = 200_000;
    private const int MoreDatasets = 2_000_000;
    private const long MostMemory = 600L << 20;
    private const string Type = "tiny";

    /// <inheritdoc />
    public string Name => "transfers";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var count in (int[])[Datasets, MoreDatasets])
        {
            var file = WriteExport(bench.Folder.Fresh($"transfers-file-{count}"), count);
            var empty = bench.Folder.Fresh("transfers-empty");
            await ProgramRun.TimeAsync(bench.Butler, ["create", empty], cancellationToken);
            var repository = bench.Folder.Copy(empty, "transfers-own");
            var (import, importPeak) = await ProgramRun.ToFileAsync(bench.Butler, ["import", repository, file], "/dev/null", cancellationToken);
            yield return new() { Work = $"`butler import` of {count:N0} datasets", Sample = import, PeakBytes = importPeak, PeakLimit = MostMemory };
            var folder = bench.Folder.Fresh("transfers-export");
            var (export, exportPeak) = await ProgramRun.ToFileAsync(bench.Butler, ["export", repository, folder, "--everything"], "/dev/null", cancellationToken);
            yield return new() { Work = $"`butler export --everything` of {count:N0} datasets", Sample = export, PeakBytes = exportPeak, PeakLimit = MostMemory };
        }

        await foreach (var figure in FilesAsync(bench, cancellationToken))
            yield return figure;
    }

    private static async IAsyncEnumerable<Figure> FilesAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = bench.Folder.Fresh("transfers-source");
        await BenchCamera.CreateAsync(source, IngestFiles.Count / BenchCamera.Detectors, cancellationToken);
        await DatasetRows.PrepareAsync(source, Type, cancellationToken);
        var files = bench.Folder.Fresh("transfers-files");
        var table = new StringBuilder("file,instrument,exposure,detector\n");
        for (var i = 0; i < IngestFiles.Count; i++)
        {
            var name = Path.Combine(files, string.Create(CultureInfo.InvariantCulture, $"{i}.yaml"));
            await File.WriteAllTextAsync(name, string.Create(CultureInfo.InvariantCulture, $"i: {i}\n"), cancellationToken);
            table.Append(CultureInfo.InvariantCulture, $"{name},{BenchCamera.Instrument},{BenchCamera.Exposure(i / BenchCamera.Detectors)},{i % BenchCamera.Detectors}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(files, "table.csv"), table.ToString(), cancellationToken);
        await ProgramRun.TimeAsync(bench.Butler, ["ingest-files", source, Type, BenchCamera.Run, Path.Combine(files, "table.csv"), "-t", "copy"], cancellationToken);
        var empty = bench.Folder.Fresh("transfers-target");
        await ProgramRun.TimeAsync(bench.Butler, ["create", empty], cancellationToken);
        var target = bench.Folder.Fresh("transfers-own");
        string[] arguments = ["transfer-datasets", source, target, "--collections", BenchCamera.Run, "--register-dataset-types", "--limit", "0", "-t", "copy"];
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "transfers-own");
            return await ProgramRun.TimeAsync(bench.Butler, arguments, cancellationToken);
        }

        async Task<Sample> BareAsync() => await ProgramRun.TimeAsync("cp", ["-r", Path.Combine(source, BenchCamera.Run.Split('/')[0]), bench.Folder.Fresh("transfers-bare")], cancellationToken);
        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        yield return new() { Work = $"`butler transfer-datasets` of {IngestFiles.Count:N0} tiny files, `copy`; bare: `cp -r`, not durable", Sample = own, Bare = bare.Time, BareRatio = ratio };
    }

    // As the original would have written it.
    private static string WriteExport(string folder, int count)
    {
        const int detectors = 100;
        using var writer = new StreamWriter(Path.Combine(folder, "export.yaml"));
        writer.Write("description: Butler Data Repository Export\nversion: 1.0.2\nuniverse_version: 8\nuniverse_namespace: daf_butler\ndata:\n");
        writer.Write("- type: dimension\n  element: instrument\n  records:\n  - name: Cam\n    visit_max: 1\n    visit_system: 1\n    exposure_max: 1\n    detector_max: 100\n    class_name: x.Cam\n");
        writer.Write("- type: dimension\n  element: day_obs\n  records:\n  - instrument: Cam\n    id: 20260101\n- type: dimension\n  element: detector\n  records:\n");
        for (var i = 0; i < detectors; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - instrument: Cam\n    id: {i}\n    full_name: D{i}\n    purpose: SCIENCE\n"));
        writer.Write("- type: dimension\n  element: group\n  records:\n  - instrument: Cam\n    name: G\n- type: dimension\n  element: physical_filter\n  records:\n  - instrument: Cam\n    name: F\n    band: r\n- type: dimension\n  element: exposure\n  records:\n");
        for (var i = 0; i < count / detectors; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - instrument: Cam\n    id: {i}\n    day_obs: 20260101\n    group: G\n    physical_filter: F\n    obs_id: O{i}\n"));
        writer.Write("- type: dataset_type\n  name: tiny\n  dimensions:\n  - band\n  - instrument\n  - day_obs\n  - detector\n  - group\n  - physical_filter\n  - exposure\n  storage_class: StructuredDataDict\n  is_calibration: false\n- type: dataset\n  dataset_type: tiny\n  run: r\n  records:\n");
        var random = new Random(1);
        var id = new byte[16];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(id);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - dataset_id:\n    - !uuid '{new Guid(id)}'\n    data_id:\n    - instrument: Cam\n      detector: {i % detectors}\n      exposure: {i / detectors}\n    path: null\n    formatter: null\n"));
        }

        return folder;
    }
}
