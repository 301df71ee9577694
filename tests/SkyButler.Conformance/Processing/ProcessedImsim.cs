using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Examples.Tasks;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Conformance.Processing;

/// <summary>The filled repository after a pipeline has run there; made once for all tests that look at it.</summary>
public sealed class ProcessedImsim : IDisposable
{
    private const string Pipeline = """
        description: Instrument signature removal of a simulated LSST exposure
        instrument: lsst.obs.lsst.LsstCamImSim
        tasks:
          isr: skybutler.examples.IsrTask
          isrByRow:
            class: skybutler.examples.IsrTask
            config:
              overscanByRow: true
              overscanStatistic: Mean
              connections.outputExposure: postISRByRow
          skyLevel:
            class: skybutler.examples.SkyLevelTask
            config:
              stride: 8
        """;

    private readonly Lock guard = new();
    private Task? made;
    private FilledImsim? repository;
    private QuantumGraph? graph;
    private RunResult? result;

    internal FilledImsim Repository => repository!;

    internal QuantumGraph Graph => graph!;

    internal RunResult Result => result!;

    /// <summary>Fills, and runs, unless it was done before.</summary>
    public Task MakeAsync(CancellationToken cancellationToken)
    {
        lock (guard)
            return made ??= RunAsync(cancellationToken);
    }

    public void Dispose() => repository?.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        repository = await FilledImsim.MakeAsync(cancellationToken);
        var file = repository.File("isr.yaml");
        await File.WriteAllTextAsync(file, Pipeline, cancellationToken);
        var request = new GraphRequest
        {
            Repository = repository.Root,
            Pipeline = new PipelineRequest { Location = file },
            Inputs = ["LSSTCam-imSim/defaults"],
            Output = "u/isr",
            DataQuery = "instrument='LSSTCam-imSim' AND exposure=204595 AND detector=42",
        };
        var catalog = new TaskCatalog([typeof(IsrTask).Assembly, typeof(ProcessedImsim).Assembly]);
        var runner = new PipelineRunner(NullLoggerFactory.Instance, new FixedClock(), catalog);
        graph = (await runner.BuildGraphAsync(request, cancellationToken)).Graph;
        result = await runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, cancellationToken);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
