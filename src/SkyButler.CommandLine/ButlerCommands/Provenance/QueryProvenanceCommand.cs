using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Provenance.Tracing;
using SkyButler.Registry.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary><c>butler query-provenance</c>.</summary>
internal sealed class QueryProvenanceCommand : ProgramCommand
{
    public const string Summary = "Tell what a dataset was made from, what was made from it, or what runs took.";

    private static readonly CommandArgument Dataset = new(
        "DATASET", "DATASET is the identifier of a dataset, or the name of a dataset type with a data ID; without it, what was executed is listed.", ArgumentCount.Optional);

    private static readonly CommandArgument DataId = new("DATA_ID", "DATA_ID are values of dimensions, written KEY=VALUE, here or after --data-id.", ArgumentCount.Any);

    private static readonly ListOption Collections = new("--collections") { Help = "Collections in which the dataset of a data ID is looked for, in order." };

    private static readonly FlagOption Forwards = new("--forwards") { Negative = "--backwards", Help = "Whether what was made from the dataset is told, instead of what it was made from." };

    private static readonly IntegerOption Depth = new("--depth") { Default = 0, Minimum = 0, Help = "Through how many quanta the dataset is followed; 0 for as many as there are." };

    private static readonly ListOption Runs = new("--runs") { Metavar = "RUN ...", Help = "Of what was executed, only what wrote to these runs; names or globs." };

    private static readonly ListOption Tasks = new("--tasks") { Metavar = "LABEL ...", Help = "Only quanta of tasks with these labels; names or globs." };

    private static readonly ValueOption Status = new("--status")
    {
        Choices = [.. Enum.GetNames<AttemptStatus>().Select(n => n.ToLowerInvariant())],
        Help = "Only quanta with this outcome.",
    };

    private static readonly ValueOption By = new("--by")
    {
        Choices = ["execution", "task", "quantum"],
        Default = "execution",
        Help = "What is listed without a dataset: calls of 'pipetask run' with their wall clocks, tasks with what their quanta took together, or attempts at quanta.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Tell what is recorded of quanta that were executed. From a dataset, list the datasets that it was made from, with the quanta that made these, through all runs; "
            + "or the other way round, what was made from it. Without a dataset, list what was executed.",
        Arguments = [RepositoryArgument.Existing, Dataset, DataId],
        Options = [DataIdArguments.Option, Collections, Forwards, Depth, By, Runs, Tasks, Status, OutputFormat.Option],
        Examples =
        [
            "repo 019ab2c7-79e1-7d42-8f5a-3b2c1d0e9f8a",
            "repo calexp instrument=HSC visit=903334 detector=50 --collections u/me/test --depth 1",
            "repo raw instrument=HSC exposure=903334 detector=50 --collections HSC/raw/all --forwards --format jsonl",
            "repo --by task --runs \"u/me/*\"",
            "repo --by quantum --status failed",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        RefuseIdle(values);
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var listing = new ProvenanceListing(OutputFormat.Open(values[OutputFormat.Option]!, context.Output));
        if (values.All(Dataset).Count == 0)
        {
            var query = new QuantumQuery
            {
                Runs = values[Runs],
                Tasks = values[Tasks],
                Statuses = values[Status] is { } status ? [Enum.Parse<AttemptStatus>(status, ignoreCase: true)] : [],
            };
            await (values[By] switch
            {
                "task" => listing.TasksAsync(butler.Registry.Provenance.FiguresAsync(query, cancellationToken), cancellationToken),
                "quantum" => listing.QuantaAsync(butler.Registry.Provenance.QuantaAsync(query, cancellationToken), cancellationToken),
                _ => listing.ExecutionsAsync(butler.Registry.Provenance.ExecutionsAsync(values[Runs], cancellationToken), cancellationToken),
            });
            return ExitCodes.Success;
        }

        var start = await StartAsync(context, butler, cancellationToken);
        var depth = values[Depth] == 0 ? (int?)null : values[Depth];
        if (!await butler.Registry.Provenance.OfDatasetsAsync([start], cancellationToken).AnyAsync(cancellationToken))
            context.Log.Warning($"Nothing is recorded of quanta that used or made the dataset {start}; 'butler aggregate-graph' records what was executed elsewhere.");
        await listing.TraceAsync(
            new ProvenanceTracer(butler).TraceAsync([start], values[Forwards] ? TraceDirection.Forwards : TraceDirection.Backwards, depth, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }

    // An option that changes nothing would be believed to have.
    private static void RefuseIdle(CommandValues values)
    {
        var hasDataset = values.All(Dataset).Count > 0;
        CommandOption[] others = hasDataset ? [By, Runs, Tasks, Status] : [Collections, Forwards, Depth, DataIdArguments.Option];
        if (others.FirstOrDefault(values.IsGiven) is { } idle)
            throw new UsageException($"{idle.Names[^1]} goes {(hasDataset ? "without" : "with")} a dataset; leave it out, or {(hasDataset ? "leave out the dataset" : "name one")}.");
        if (!hasDataset && values[By] == "execution" && (values.IsGiven(Tasks) || values.IsGiven(Status)))
            throw new UsageException("--tasks and --status choose quanta; give --by task or --by quantum with them.");
    }

    private static async Task<Guid> StartAsync(CommandContext context, Butler butler, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var name = values.All(Dataset)[0];
        IReadOnlyList<string> typed = [.. values.All(DataId), .. values[DataIdArguments.Option]];
        if (Guid.TryParse(name, out var id))
            return typed.Count == 0 ? id : throw new UsageException("An identifier names a dataset without a data ID; leave one out.");
        if (values[Collections].Count == 0)
            throw new UsageException($"Name the collections in which '{name}' is looked for with --collections, or give the dataset's identifier.");
        var dataset = await butler.FindDatasetAsync(name, DataIdArguments.Read(typed, butler.Universe), values[Collections], cancellationToken);
        return dataset?.Id ?? throw new CommandFailure(
            $"There is no dataset '{name}' with {string.Join(' ', typed)} in {string.Join(", ", values[Collections])}; 'butler why' tells what is looked at.");
    }
}
