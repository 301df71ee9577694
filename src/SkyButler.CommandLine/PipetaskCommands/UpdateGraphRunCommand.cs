using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
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

    // Of the original, for the older files.
    private static readonly ValueOption RunKey = new("--metadata-run-key") { Metavar = "NAME", Default = "output_run", Help = "Has no effect here: the run stands in one place." };

    private static readonly FlagOption GraphId = new("--update-graph-id") { Help = "Has no effect here: graph files of today have no such identifier." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write a quantum graph anew for another output run. Quanta and everything that they write get new identifiers; inputs stay as they are.",
        Arguments = [Graph, Run, Target],
        Options = [RunKey, GraphId],
        Examples = ["graph.qg u/me/test/second graph2.qg"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        foreach (var option in ((CommandOption[])[RunKey, GraphId]).Where(values.IsGiven))
            context.Log.Warning($"{option.Names[^1]} has no effect here.");
        var graph = await GraphFile.ChangeRunAsync(values[Graph], values[Run], values[Target], null, context.Surroundings.Clock, cancellationToken);
        context.Log.Information($"{values[Target]}: {graph.Count} quanta, output run '{graph.OutputRun}'.");
        return ExitCodes.Success;
    }
}
