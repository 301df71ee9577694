using SkyButler.CommandLine.ButlerCommands.Graphs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary><c>butler aggregate-graph</c>.</summary>
internal sealed class AggregateGraphCommand : ProgramCommand
{
    public const string Summary = "Gather what the quanta of a graph left: outputs become known, and a provenance graph tells what was done.";

    private static readonly ValueOption Output = new("-o", "--output") { Metavar = "FILE", Help = "Provenance graph (.qg) to write; none without it." };

    private static readonly IntegerOption Processes = new("-j", "--processes") { Default = 1, Minimum = 1, Help = "How many files are read at a time." };

    private static readonly FlagOption Incomplete = new("--incomplete")
    {
        Negative = "--complete",
        Help = "Whether quanta may yet be executed: what left no metadata is passed over instead of being said to have failed, and only successes are taken in. It may be done again.",
    };

    private static readonly FlagOption DryRun = new("--dry-run") { Help = "Only count." };

    private static readonly FlagOption RegisterDatasetTypes = new("--register-dataset-types")
    {
        Negative = "--no-register-dataset-types",
        Default = true,
        Help = "Whether dataset types are registered that are not.",
    };

    private static readonly FlagOption UpdateOutputChain = new("--update-output-chain")
    {
        Negative = "--no-update-output-chain",
        Default = true,
        Help = "Whether the run is put first into the graph's output chain.",
    };

    private static readonly FlagOption PromiseIngestGraph = new("--promise-ingest-graph")
    {
        Help = "Leave out metadata, logs and configurations, since 'butler ingest-graph' will take the provenance graph in for them.",
    };

    private static readonly IntegerOption Level = new("--zstd-level") { Default = 10, Minimum = 1, Help = "How hard the provenance graph is compressed, up to 22." };

    private static readonly IntegerOption DictionarySize = new("--zstd-dict-size") { Default = 32768, Minimum = 0, Help = "Bytes of the dictionary with which it is compressed; 0 for none." };

    private static readonly IntegerOption DictionaryInputs = new("--zstd-dict-n-inputs") { Default = 512, Minimum = 1, Help = "From how many quanta the dictionary is made." };

    // Of the original, where they concern its processes.
    private static readonly FlagOption InteractiveStatus = new("--interactive-status") { Negative = "--no-interactive-status", Help = "Has no effect: a bar is drawn on terminals." };
    private static readonly ValueOption StatusInterval = new("--log-status-interval") { Metavar = "SECONDS", Help = "Has no effect: lines come at each tenth of the work." };
    private static readonly ValueOption WorkerLogs = new("--worker-log-dir") { Metavar = "FOLDER", Help = "Has no effect: there are no worker processes." };
    private static readonly ValueOption WorkerLogLevel = new("--worker-log-level") { Metavar = "LEVEL", Help = "Has no effect: there are no worker processes." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Look at what the quanta of a graph left, in a repository or where its datastore would have written it: their metadata and logs tell what became of them. "
            + "Outputs that the repository does not know become known to it, and what was done is recorded, as 'butler query-provenance' tells it.",
        Arguments = [GraphArguments.Graph, RepositoryArgument.Existing],
        Options =
        [
            Output, Processes, Incomplete, DryRun, RegisterDatasetTypes, UpdateOutputChain, PromiseIngestGraph, Level, DictionarySize, DictionaryInputs,
            InteractiveStatus, StatusInterval, WorkerLogs, WorkerLogLevel,
        ],
        Examples = ["graph.qg repo -o provenance.qg", "graph.qg repo --incomplete -j 4"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        if (values[Level] > 22)
            throw new UsageException($"Invalid value for '--zstd-level': {values[Level]} is more than 22.");
        await using var butler = values[DryRun] ? await context.OpenForReadingAsync(cancellationToken) : await context.OpenForWritingAsync(cancellationToken);
        var options = new AggregationOptions
        {
            Output = values[Output],
            IsIncomplete = values[Incomplete],
            IsDryRun = values[DryRun],
            Parallelism = values[Processes],
            RegisterDatasetTypes = values[RegisterDatasetTypes],
            UpdateOutputChain = values[UpdateOutputChain],
            WillIngestGraph = values[PromiseIngestGraph],
            Compression = new() { Level = values[Level], DictionarySize = values[DictionarySize], DictionaryInputs = values[DictionaryInputs] },
            Progress = context.Progress,
        };
        var summary = await GraphAggregator.AggregateAsync(butler, values[GraphArguments.Graph], options, cancellationToken);
        foreach (var (status, count) in summary.Quanta.Reverse())
            await context.Output.WriteLineAsync($"{StatusNames.Of(status)}: {count} quanta");
        if (summary.Abandoned > 0)
            await context.Output.WriteLineAsync($"Not finished: {summary.Abandoned} quanta");
        await context.Output.WriteLineAsync($"Number of datasets {(values[DryRun] ? "to be ingested" : "ingested")}: {summary.Ingested}");
        return ExitCodes.Success;
    }
}
