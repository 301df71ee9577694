using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines;

/// <summary>Builds and runs pipelines: one method for each of <c>pipetask</c>'s commands.</summary>
public sealed class PipelineRunner
{
    /// <summary>Makes a runner that reports to a logger.</summary>
    public PipelineRunner(ILoggerFactory logs, TimeProvider? clock = null) => throw new NotImplementedException();

    /// <summary>Reads, changes and saves a pipeline; returns it as YAML (<c>pipetask build</c>).</summary>
    public Task<string> BuildPipelineAsync(PipelineRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Builds or loads a quantum graph, and saves or draws it as asked (<c>pipetask qgraph</c>).</summary>
    public Task<GraphResult> BuildGraphAsync(GraphRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Builds or loads a quantum graph and executes it (<c>pipetask run</c>).</summary>
    public Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();
}
