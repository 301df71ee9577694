using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Quanta.Files;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary><c>pipetask update-graph-run</c>.</summary>
internal sealed class UpdateGraphRunCommand : ProgramCommand
{
    public const string Summary = "Give a saved quantum graph another output run.";

    private static readonly CommandArgument Graph = new("GRAPH", "GRAPH is the file of a quantum graph, or its URI.");

    private static readonly CommandArgument Run = new("RUN", "RUN is the name of the output run.");

    private static readonly CommandArgument Target = new("NEW_GRAPH", "NEW_GRAPH is the file to write.");

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write a quantum graph anew for another output run. Quanta and everything that they write get new identifiers; inputs stay as they are.",
        Arguments = [Graph, Run, Target],
        Examples = ["graph.qg u/me/test/second graph2.qg"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var graph = await GraphFile.ChangeRunAsync(values[Graph], values[Run], values[Target], null, context.Surroundings.Clock, cancellationToken);
        context.Log.Information($"{values[Target]}: {graph.Count} quanta, output run '{graph.OutputRun}'.");
        return ExitCodes.Success;
    }
}
