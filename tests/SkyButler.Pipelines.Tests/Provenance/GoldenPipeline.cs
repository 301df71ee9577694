using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>The pipeline with which the reference made golden/runs, on a copy of its repository.</summary>
internal sealed class GoldenPipeline : IDisposable
{
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";

    public MixedRepository Repository { get; } = new();

    public void Dispose() => Repository.Dispose();

    public GraphRequest Request(string output = "u/me/ok", params IReadOnlyList<string> edits)
    {
        var request = Repository.Request(TestPipelines.Peer, Where, output, "CamA/defaults");
        return request with { Pipeline = request.Pipeline with { Edits = [.. edits.Select(ConfigEdit.Parse)] } };
    }

    /// <summary>A run in which the quantum of stepA for exposure 1004, detector 1 fails.</summary>
    public Task<RunResult> FailAsync(Func<RunRequest, RunRequest>? change = null) => RunAsync("u/me/fail", change, "stepA:fail_on=[10041]");

    public Task<RunResult> RunAsync(string output = "u/me/ok", Func<RunRequest, RunRequest>? change = null, params IReadOnlyList<string> edits)
    {
        var request = new RunRequest { Graph = Request(output, edits), RegisterDatasetTypes = true };
        return Repository.Runner.RunAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }
}
