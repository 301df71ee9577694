using SkyButler.CommandLine.PipetaskCommands.Running;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask qgraph</c>.</summary>
internal sealed class QgraphCommand : ProgramCommand
{
    public const string Summary = "Build a quantum graph, and save or show it.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Find out what a pipeline would do with the data of a repository: which task on which data, and what depends on what.",
        Options = [.. PipelineOptions.All, .. GraphOptions.All, .. RunningOptions.Coverages],
        Examples =
        [
            "-b repo -p pipeline.yaml -i HSC/defaults -o u/me/test -d \"instrument='HSC' AND exposure=903334\" -q graph.qg",
            "-b repo -g graph.qg --qgraph-dot graph.dot",
            "-b repo -g graph.qg --show uri",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RunningOptions.WarnOfCoverage(context);
        var request = GraphOptions.Request(context);
        var show = ShowItems.Read(context.Values);
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        await show.PrintPipelineAsync(context, runner, request, cancellationToken);
        if (show.OfPipeline.Count > 0 && show.OfGraph.Count == 0)
            return ExitCodes.Success;
        var result = await runner.BuildGraphAsync(request, show.OfGraph, context.Output, cancellationToken);
        await GraphSummary.WriteAsync(result.Graph, context, cancellationToken);
        return result.ExitCode == ExitCodes.Success ? ExitCodes.Success : throw GraphSummary.Empty(result.ExitCode);
    }
}
