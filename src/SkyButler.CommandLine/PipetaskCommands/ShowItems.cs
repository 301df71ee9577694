using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>What <c>--show</c> asks to be printed.</summary>
internal sealed class ShowItems
{
    private ShowItems(IReadOnlyList<ShowItem> items)
    {
        OfPipeline = [.. items.Where(item => !item.NeedsGraph)];
        OfGraph = [.. items.Where(item => item.NeedsGraph)];
    }

    /// <summary>What a pipeline shows.</summary>
    public IReadOnlyList<ShowItem> OfPipeline { get; }

    /// <summary>What a quantum graph shows.</summary>
    public IReadOnlyList<ShowItem> OfGraph { get; }

    /// <summary>Reads the option.</summary>
    /// <exception cref="Pipelines.PipelineException">An item is not known.</exception>
    public static ShowItems Read(CommandValues values) => new([.. values[PipelineOptions.Show].Select(ShowItem.Parse)]);

    /// <summary>Prints what the pipeline of a graph shows.</summary>
    public async Task PrintPipelineAsync(CommandContext context, PipelineRunner runner, GraphRequest request, CancellationToken cancellationToken)
    {
        if (OfPipeline.Count == 0)
            return;
        if (request.GraphFile is not null)
            throw new UsageException($"A saved graph can't show {string.Join(", ", OfPipeline)}; give the pipeline (--pipeline) instead.");
        await runner.BuildPipelineAsync(request.Pipeline, OfPipeline, context.Output, cancellationToken);
    }

    /// <summary>Says which items a command that builds no graph can't print.</summary>
    public void WarnOfGraphItems(CommandContext context)
    {
        if (OfGraph.Count > 0)
            context.Log.Warning($"This command builds no quantum graph, so it can't print --show {string.Join(", ", OfGraph)}; use 'pipetask qgraph'.");
    }
}
