using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Quanta.Artifacts;

namespace SkyButler.CommandLine.ButlerCommands.Graphs;

/// <summary><c>butler transfer-from-graph</c>.</summary>
internal sealed class TransferFromGraphCommand : ProgramCommand
{
    public const string Summary = "Make the outputs of a quantum graph known to a repository in which they lie.";

    private static readonly CommandArgument Destination = new("DEST", "DEST is the folder, URI or configuration file of the repository, or its alias in the repository index.");

    private static readonly FlagOption RegisterDatasetTypes = new("--register-dataset-types") { Help = "Register the dataset types that are not." };

    private static readonly FlagOption TransferDimensions = new("--transfer-dimensions")
    {
        Negative = "--no-transfer-dimensions",
        Help = "Whether dimension records that the graph has and the repository lacks are inserted.",
    };

    private static readonly FlagOption UpdateOutputChain = new("--update-output-chain")
    {
        Help = "Put the run first into the graph's output chain, which is made of its inputs if need be.",
    };

    private static readonly FlagOption DryRun = new("--dry-run") { Help = "Only count." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Register the outputs of a graph whose files lie where the repository's datastore would have written them, as quanta leave them that were "
            + "executed without its database. What is known already stays as it is.",
        Arguments = [GraphArguments.Graph, Destination],
        Options = [GraphArguments.DatasetTypes, RegisterDatasetTypes, TransferDimensions, UpdateOutputChain, DryRun],
        Examples = ["graph.qg repo --register-dataset-types --update-output-chain", "graph.qg repo -d \"*_metadata\" --dry-run"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await Repositories.OpenForWritingAsync(context, values[Destination], cancellationToken);
        var datasets = await GraphDatasets.OpenAsync(values[GraphArguments.Graph], butler, [], cancellationToken);
        var options = new GraphTransferOptions
        {
            RegisterDatasetTypes = values[RegisterDatasetTypes],
            TransferDimensions = values[TransferDimensions],
            UpdateOutputChain = values[UpdateOutputChain],
            IsDryRun = values[DryRun],
            Progress = context.Progress,
        };
        var count = await datasets.TransferAsync(values[GraphArguments.DatasetTypes], options, cancellationToken);
        await context.Output.WriteLineAsync($"Number of datasets transferred: {count}");
        return ExitCodes.Success;
    }
}
