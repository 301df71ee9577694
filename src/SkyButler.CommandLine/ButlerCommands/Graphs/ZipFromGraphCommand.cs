using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Graphs;

/// <summary><c>butler zip-from-graph</c>.</summary>
internal sealed class ZipFromGraphCommand : ProgramCommand
{
    public const string Summary = "Pack the outputs of a quantum graph into a zip.";

    private static readonly CommandArgument Destination = new("DEST", "DEST is the folder of the zip, whose name follows from its members.");

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Pack the files of the outputs of a graph that the repository has into one zip with an index, which ingest-zip takes in.",
        Arguments = [GraphArguments.Graph, RepositoryArgument.Existing, Destination],
        Options = [GraphArguments.DatasetTypes],
        Examples = ["graph.qg repo out/ -d \"*_metadata\""],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var datasets = await GraphDatasets.OpenAsync(values[GraphArguments.Graph], butler, [], cancellationToken);
        var found = datasets.StoredAsync(datasets.Outputs(), values[GraphArguments.DatasetTypes], cancellationToken);
        var zip = await butler.RetrieveZipAsync(found, values[Destination], new RetrieveOptions { Progress = context.Progress }, cancellationToken)
            ?? throw new CommandFailure($"The repository has none of these outputs of the graph '{values[GraphArguments.Graph]}'; nothing was packed.");
        await context.Output.WriteLineAsync(zip);
        return ExitCodes.Success;
    }
}
