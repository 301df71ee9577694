using SkyButler.CommandLine.ButlerCommands.Files;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Graphs;

/// <summary><c>butler retrieve-artifacts-for-quanta</c>.</summary>
internal sealed class RetrieveForQuantaCommand : ProgramCommand
{
    public const string Summary = "Copy the files of what quanta read and write to a folder.";

    private static readonly CommandArgument Destination = new("DEST", "DEST is a folder that exists, or is made when it is written with a slash at its end.");

    private static readonly FlagOption PreservePath = new("--preserve-path")
    {
        Negative = "--no-preserve-path",
        Default = true,
        Help = "Whether files keep their folders below the repository's.",
    };

    private static readonly FlagOption Clobber = new("--clobber") { Negative = "--no-clobber", Help = "Whether files that are there are overwritten." };

    private static readonly FlagOption Inputs = new("--include-inputs") { Negative = "--no-include-inputs", Default = true, Help = "Whether what quanta read is copied." };

    private static readonly FlagOption Outputs = new("--include-outputs") { Negative = "--no-include-outputs", Default = true, Help = "Whether what quanta write is copied." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Copy the files of the inputs and outputs of quanta that the repository has to a folder outside it, such as those of a quantum that failed.",
        Arguments = [GraphArguments.Graph, RepositoryArgument.Existing, Destination],
        Options = [TransferOptions.Retrieval, PreservePath, Clobber, GraphArguments.Quanta, Inputs, Outputs],
        Examples = ["graph.qg repo out/ --qgraph-node-id 019ab2c7-79e1-7d42-8f5a-3b2c1d0e9f8a --no-include-outputs"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var destination = values[Destination];
        if (!destination.EndsWith('/') && !destination.Contains("://", StringComparison.Ordinal) && !Directory.Exists(destination))
            throw new CommandFailure($"The destination '{destination}' is no folder; write it with a slash at its end to have it made.");
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var datasets = await GraphDatasets.OpenAsync(values[GraphArguments.Graph], butler, GraphArguments.ReadQuanta(values), cancellationToken);
        var wanted = (values[Inputs] ? datasets.Inputs() : []).Concat(values[Outputs] ? datasets.Outputs() : []);
        var options = new RetrieveOptions
        {
            Transfer = TransferOptions.RetrievalMode(values),
            PreservePath = values[PreservePath],
            Overwrite = values[Clobber],
            Progress = context.Progress,
        };
        var count = await butler.RetrieveArtifactsAsync(datasets.StoredAsync(wanted, [], cancellationToken), destination, options, cancellationToken);
        await context.Output.WriteLineAsync($"Written {count} artifacts to {destination}.");
        return ExitCodes.Success;
    }
}
