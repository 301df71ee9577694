using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Provenance;
using SkyButler.Resources.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary><c>butler ingest-graph</c>.</summary>
internal sealed class IngestGraphCommand : ProgramCommand
{
    public const string Summary = "Take a provenance graph in, in the place of the metadata, logs and configurations that it holds.";

    private static readonly CommandArgument Graph = new("GRAPH", "GRAPH is a provenance graph that 'butler aggregate-graph' made; not needed where it was taken in before.", ArgumentCount.Optional);

    private static readonly ValueOption Transfer = new("-t", "--transfer")
    {
        Choices = ["move", "copy", "direct", "link", "hardlink", "relsymlink", "symlink"],
        Default = "move",
        Help = "How the file gets into the repository.",
    };

    private static readonly IntegerOption BatchSize = new("--batch-size") { Default = 10_000, Minimum = 1, Help = "How many datasets are changed at a time." };

    private static readonly ValueOption OutputRun = new("--output-run") { Metavar = "RUN", Help = "The run whose provenance graph was taken in before, to go on with what was stopped." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take a provenance graph in as the dataset 'run_provenance' of its run. The datasets of metadata, logs and configurations that it holds are read out of it from then on, "
            + "and their own files go: one file stands for hundreds of thousands. Where it was stopped, it goes on when it is started again.",
        Arguments = [RepositoryArgument.Existing, Graph],
        Options = [Transfer, BatchSize, OutputRun],
        Examples = ["repo provenance.qg", "repo --output-run u/me/test/20260101T000000Z"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var location = values.All(Graph) is [var given, ..] ? given : null;
        var count = await new GraphIngester(butler).IngestAsync(location, values[OutputRun], TransferModes.Parse(values[Transfer]!), values[BatchSize], cancellationToken);
        await context.Output.WriteLineAsync($"The provenance graph stands for {count} more datasets.");
        return ExitCodes.Success;
    }
}
