using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask why</c>.</summary>
internal sealed class WhyCommand : ProgramCommand
{
    public const string Summary = "Explain why a quantum is in a graph, or not.";

    private static readonly CommandArgument Label = new("LABEL", "LABEL is the label of a task.");

    private static readonly CommandArgument Values = new("DATA_ID", "DATA_ID are values of dimensions, written KEY=VALUE, of as many as are wanted, here or after --data-id.", ArgumentCount.Any);

    private static readonly ListOption DataId = new("--data-id")
    {
        Metavar = "KEY=VALUE ...",
        Help = "Value of a dimension.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Find out what the graph would be, as 'pipetask qgraph' with the same options does, and tell of the quanta of one task that have these "
            + "values: what they read and where it comes from, or what keeps them out: the condition, a missing input or calibration, or that it was done before.",
        Arguments = [Label, Values],
        Options = [DataId, .. PipelineOptions.All, .. GraphOptions.All],
        Examples =
        [
            "isr exposure=903334 detector=50 -b repo -p pipeline.yaml -i HSC/defaults -o u/me/test -d \"instrument='HSC'\"",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = GraphOptions.Request(context);
        if (request.GraphFile is not null)
            throw new UsageException("A saved graph does not tell why; give the pipeline (--pipeline) that it was built from.");
        var values = KeyValues.Read(DataId, [.. context.Values.All(Values), .. context.Values[DataId]]).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        var runner = new PipelineRunner(context.Loggers, context.Surroundings.Clock, progress: context.Progress);
        foreach (var line in await runner.ExplainAsync(request, context.Values[Label], values, cancellationToken))
            await context.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        return ExitCodes.Success;
    }
}
