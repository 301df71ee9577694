using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Benchmarks.Tasks;
using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Quantum graphs of chained tasks, and quanta that do next to nothing.</summary>
internal sealed class Graphs : IBenchmark
{
    private const string Type = "metric";
    private const int Chained = 3;
    private const int OutputsAtATime = 20_000;
    private int outputs;

    /// <inheritdoc />
    public string Name => "graphs";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The programs load the task from here.
        var plugIns = Directory.CreateDirectory(bench.Folder.Fresh("graph-plugins")).FullName;
        File.Copy(typeof(StepTask).Assembly.Location, Path.Combine(plugIns, "SkyButler.Benchmarks.dll"));
        Environment.SetEnvironmentVariable("SKYBUTLER_PLUGINS", plugIns);
        yield return await BuildAsync(bench, 34, ReferenceFigures.Graph, ReferenceFigures.GraphMemory, cancellationToken);
        yield return await BuildAsync(bench, 200, ReferenceFigures.LargeGraph, null, cancellationToken);
        yield return await BuildAsync(bench, 3_334, null, null, cancellationToken) with { Limit = TimeSpan.FromSeconds(60), PeakLimit = 6L << 30 };
        yield return await ReadOneAsync(bench, cancellationToken);
        yield return await ReportAsync(bench, cancellationToken);
        yield return await RunAsync(bench, 1, 1, ReferenceFigures.Run, cancellationToken);
        yield return await RunAsync(bench, 5, 1, ReferenceFigures.LongRun, cancellationToken);
        yield return await RunAsync(bench, 1, 2, ReferenceFigures.ParallelRun, cancellationToken);
    }

    private async Task<Figure> BuildAsync(Bench bench, int exposures, TimeSpan? reference, long? referenceMemory, CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh("graph");
        await BenchCamera.CreateAsync(repository, exposures, cancellationToken);
        await using (var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken))
        {
            var type = await BenchCamera.RegisterTypeAsync(butler, Type, cancellationToken);
            await butler.Registry.Datasets.InsertAsync(type, BenchCamera.Run, BenchCamera.DataIds(butler.Universe, exposures), DatasetIdMode.Unique, cancellationToken);
        }

        var pipeline = await PipelineAsync(bench, Chained, cancellationToken);
        string[] arguments =
        [
            "qgraph", "-b", repository, "-p", pipeline, "-i", BenchCamera.Run, "-o", "u/bench/graph", "--save-qgraph", Path.Combine(bench.Folder.Root, "bench.qg"),
        ];
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`pipetask qgraph` of {Chained} chained tasks, saved: {exposures * BenchCamera.Detectors * Chained:N0} quanta"),
            Reference = reference,
            ReferencePeakBytes = referenceMemory,
            PeakBytes = await ProgramRun.PeakAsync(bench.Pipetask, arguments, cancellationToken),
            Sample = await Repeat.MedianAsync(bench.Repetitions, () => ProgramRun.TimeAsync(bench.Pipetask, arguments, cancellationToken)),
        };
    }

    // The file that the last graph was saved to.
    private static async Task<Figure> ReadOneAsync(Bench bench, CancellationToken cancellationToken)
    {
        var file = Path.Combine(bench.Folder.Root, "bench.qg");
        var archive = await GraphArchive.OpenAsync(file, null, cancellationToken);
        var id = (await archive.ReadAsync(cancellationToken)).Quanta.ElementAt(archive.Count / 2).Id;
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"a graph file of {archive.Count:N0} quanta opened, and one quantum read"),
            Limit = TimeSpan.FromMilliseconds(50),
            Sample = await Repeat.MedianAsync(bench.Repetitions, async () =>
            {
                var opened = await GraphArchive.OpenAsync(file, null, cancellationToken);
                await opened.ReadAsync([id], cancellationToken);
            }),
        };
    }

    // Of the last graph, whose outputs are registered as if it had been executed.
    private static async Task<Figure> ReportAsync(Bench bench, CancellationToken cancellationToken)
    {
        var file = Path.Combine(bench.Folder.Root, "bench.qg");
        var repository = Path.Combine(bench.Folder.Root, "graph");
        int quanta;
        await using (var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken))
        {
            var datasets = await GraphDatasets.OpenAsync(file, butler, [], cancellationToken);
            quanta = (await GraphArchive.OpenAsync(file, null, cancellationToken)).Count;
            await butler.Registry.Collections.RegisterAsync([datasets.Header.OutputRun], CollectionType.Run, null, cancellationToken);
            foreach (var batch in datasets.Outputs().Chunk(OutputsAtATime))
            {
                await butler.Registry.DatasetTypes.RegisterAsync([.. batch.Select(d => d.DatasetType).Distinct()], cancellationToken);
                await butler.Registry.Datasets.ImportAsync(batch, cancellationToken);
            }
        }

        string[] arguments = ["report", repository, file];
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`pipetask report` of {quanta:N0} quanta"),
            Limit = TimeSpan.FromSeconds(5),
            PeakBytes = await ProgramRun.PeakAsync(bench.Pipetask, arguments, cancellationToken),
            Sample = await Repeat.MedianAsync(bench.Repetitions, () => ProgramRun.TimeAsync(bench.Pipetask, arguments, cancellationToken)),
        };
    }

    private async Task<Figure> RunAsync(Bench bench, int exposures, int processes, TimeSpan reference, CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh("graph");
        await BenchCamera.CreateAsync(repository, exposures, cancellationToken);
        await using (var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken))
        {
            var type = await BenchCamera.RegisterTypeAsync(butler, Type, cancellationToken);
            var ids = new DatasetIds();
            await butler.PutAsync(
                [.. BenchCamera.DataIds(butler.Universe, exposures).Select(d => ((object)PutAndGet.Value(d), new DatasetRef(type, d, BenchCamera.Run, ids.MakeUnique())))],
                cancellationToken);
        }

        var pipeline = await PipelineAsync(bench, 1, cancellationToken);
        string[] Arguments() =>
        [
            "run", "-b", repository, "-p", pipeline, "-i", BenchCamera.Run, "--register-dataset-types", "-j", processes.ToString(CultureInfo.InvariantCulture),
            "--output-run", string.Create(CultureInfo.InvariantCulture, $"u/bench/run{outputs++}"),
        ];
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`pipetask run -j {processes}` of {exposures * BenchCamera.Detectors} quanta that do nothing"),
            Reference = reference,
            PeakBytes = await ProgramRun.PeakAsync(bench.Pipetask, Arguments(), cancellationToken),
            Sample = await Repeat.MedianAsync(bench.Repetitions, () => ProgramRun.TimeAsync(bench.Pipetask, Arguments(), cancellationToken)),
        };
    }

    private static async Task<string> PipelineAsync(Bench bench, int tasks, CancellationToken cancellationToken)
    {
        var lines = new List<string> { "description: chained tasks", "tasks:" };
        for (var i = 1; i <= tasks; i++)
        {
            lines.AddRange([$"  step{i}:", $"    class: {StepTask.Name}", "    config:"]);
            lines.AddRange([$"      connections.given: {(i == 1 ? Type : $"result{i - 1}")}", $"      connections.result: result{i}"]);
        }

        var path = Path.Combine(bench.Folder.Root, "bench.yaml");
        await File.WriteAllLinesAsync(path, lines, cancellationToken);
        return path;
    }
}
