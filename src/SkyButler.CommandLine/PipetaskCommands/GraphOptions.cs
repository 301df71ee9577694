using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines.Mocks;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>The options that say which graph is built, from which repository, into which collections.</summary>
internal static class GraphOptions
{
    public static readonly ValueOption Repository = new("-b", "--butler-config")
    {
        Metavar = "REPO",
        IsRequired = true,
        Help = "Folder, URI, configuration file or alias of the repository.",
    };

    public static readonly ListOption Input = new("-i", "--input")
    {
        Metavar = "COLLECTION ...",
        Help = "Collections to search for inputs, in order.",
    };

    public static readonly ValueOption Output = new("-o", "--output")
    {
        Metavar = "COLLECTION",
        Help = "Chain of the inputs and of all runs made for it; a new run is named after it and the time.",
    };

    public static readonly ValueOption OutputRun = new("--output-run")
    {
        Metavar = "COLLECTION",
        Help = "Run to write to, by its full name.",
    };

    public static readonly FlagOption ExtendRun = new("--extend-run") { Help = "Write into the newest run of the output chain, or into --output-run, which exists." };

    public static readonly FlagOption ReplaceRun = new("--replace-run") { Help = "A new run takes the place of the newest one in the output chain." };

    public static readonly ValueOption PruneReplaced = new("--prune-replaced")
    {
        Choices = ["unstore", "purge"],
        Help = "What becomes of a replaced run: its files are deleted (unstore), or all of it is (purge). 'butler undo' does not bring them back.",
    };

    public static readonly FlagOption Rebase = new("--rebase") { Help = "Put changed inputs into an output chain that exists." };

    public static readonly ValueOption DataQuery = new("-d", "--data-query")
    {
        Default = "",
        Metavar = "EXPRESSION",
        Help = "Condition in the query language on the data to process.",
    };

    public static readonly ValueOption Graph = new("-g", "--qgraph")
    {
        Metavar = "FILE",
        Help = "Quantum graph that was saved before, to use instead of building one.",
    };

    public static readonly ListOption Quanta = new("--qgraph-node-id")
    {
        Metavar = "UUID ...",
        Help = "Quanta of the saved graph to use; the others are not read.",
    };

    // Of the original, whose older files had one.
    public static readonly ValueOption GraphId = new("--qgraph-id") { Metavar = "ID", Help = "Has no effect here: graph files of today have no such identifier." };

    public static readonly ValueOption Retained = new("--retained-dataset-types")
    {
        Metavar = "FILE",
        Help = "YAML list of dataset types (names or patterns) that were kept of what was done before; quanta are left out only where what follows reads these.",
    };

    public static readonly ValueOption PruneUnanchored = new("--prune-unanchored-quanta")
    {
        Metavar = "SOURCE:ANCHOR",
        Help = "Labels of two tasks: quanta of the first that lead to none of the second are left out, with all that follow them.",
    };

    public static readonly ListOption DataIdTables = new("--data-id-table")
    {
        Metavar = "FILE ...",
        Help = "Tables (CSV, ECSV, FITS, VOTable, Parquet) whose columns are dimensions; only their data IDs count.",
    };

    public static readonly FlagOption DatastoreRecords = new("--qgraph-datastore-records")
    {
        Help = "Write into the saved graph where its inputs are stored, so that it runs without the repository's database.",
    };

    public static readonly FlagOption Mock = new("--mock")
    {
        Help = "Put a mock in place of each task, whose outputs record what there was to read; what tasks make is called '_mock_' and its name.",
    };

    public static readonly ListOption MockFailure = new("--mock-failure")
    {
        Metavar = "LABEL:EXCEPTION:CONDITION ...",
        SplitsOnCommas = false,
        Help = "Quanta of a mock that fail, by a condition on their data IDs, such as isr:ValueError:detector=2.",
    };

    public static readonly ListOption Unmocked = new("--unmocked-dataset-types")
    {
        Metavar = "TYPE ...",
        Help = "Dataset types that keep their names with --mock, besides those that the pipeline only reads.",
    };

    public static readonly FlagOption SkipExisting = new("--skip-existing") { Help = "Leave out quanta whose outputs are in the output run." };

    public static readonly ListOption SkipExistingIn = new("--skip-existing-in")
    {
        Metavar = "COLLECTION ...",
        Help = "Leave out quanta whose outputs are in these collections.",
    };

    public static readonly FlagOption IfStale = new("--if-stale")
    {
        Help = "Leave out quanta that would only make again what is there: 'pipetask why-run' tells which, and why the others run.",
    };

    public static readonly FlagOption ClobberOutputs = new("--clobber-outputs")
    {
        Help = "Remove what failed quanta left in the output run and run them again; with --extend-run.",
    };

    public static readonly ValueOption Constraint = new("--dataset-query-constraint")
    {
        Default = "all",
        Help = "Inputs that must exist for a data ID to count: all, off, or names of dataset types.",
    };

    public static readonly ValueOption SaveGraph = new("-q", "--save-qgraph")
    {
        Metavar = "FILE",
        Help = "File to save the quantum graph to.",
    };

    public static readonly ValueOption GraphDot = new("--qgraph-dot")
    {
        Metavar = "FILE",
        Help = "File to draw the quantum graph to, for Graphviz.",
    };

    public static readonly ValueOption GraphMermaid = new("--qgraph-mermaid")
    {
        Metavar = "FILE",
        Help = "File to draw the quantum graph to, as a Mermaid chart.",
    };

    public static readonly ValueOption SummaryFile = new("--summary")
    {
        Metavar = "FILE",
        Help = "File to write a report to, as JSON.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandOption> All =>
    [
        Repository, Input, Output, OutputRun, ExtendRun, ReplaceRun, PruneReplaced, Rebase, DataQuery,
        Graph, GraphId, Quanta, SkipExisting, SkipExistingIn, IfStale, ClobberOutputs, Retained, PruneUnanchored, Constraint, DataIdTables, DatastoreRecords, Mock, MockFailure, Unmocked,
        SaveGraph, GraphDot, GraphMermaid, SummaryFile,
    ];

    /// <summary>The graph that a command line asks for.</summary>
    public static GraphRequest Request(CommandContext context)
    {
        var values = context.Values;
        if (values[Graph] is not null && values[PipelineOptions.Pipeline] is not null)
            throw new UsageException("Give a pipeline (--pipeline) or a graph that was saved (--qgraph), not both.");
        WarnOfGraphId(context);
        return new GraphRequest
        {
            Repository = values[Repository]!,
            Pipeline = PipelineOptions.Request(values) with { Repository = values[Repository] },
            GraphFile = values[Graph],
            Inputs = values[Input],
            Output = values[Output],
            OutputRun = values[OutputRun],
            ExtendRun = values[ExtendRun],
            ReplaceRun = values[ReplaceRun],
            PruneReplaced = values[PruneReplaced] switch
            {
                "unstore" => Pipelines.Requests.PruneReplaced.Unstore,
                "purge" => Pipelines.Requests.PruneReplaced.Purge,
                _ => Pipelines.Requests.PruneReplaced.Keep,
            },
            Rebase = values[Rebase],
            DataQuery = values[DataQuery]!,
            SkipExisting = values[SkipExisting],
            SkipExistingIn = values[SkipExistingIn],
            IfStale = values[IfStale],
            ClobberOutputs = values[ClobberOutputs],
            RetainedDatasetTypes = values[Retained],
            PruneUnanchored = ReadPair(values[PruneUnanchored]),
            DataIdTables = values[DataIdTables],
            WithDatastoreRecords = values[DatastoreRecords],
            DatasetQueryConstraint = values[Constraint]!,
            Quanta = ReadQuanta(values),
            Mock = ReadMock(values),
            SaveGraph = values[SaveGraph],
            GraphDot = values[GraphDot],
            GraphMermaid = values[GraphMermaid],
            Summary = values[SummaryFile],
            Command = context.CommandLine,
        };
    }

    private static (string Source, string Anchor)? ReadPair(string? text) => text?.Split(':') switch
    {
        null => null,
        [{ Length: > 0 } source, { Length: > 0 } anchor] => (source.Trim(), anchor.Trim()),
        _ => throw new UsageException($"--prune-unanchored-quanta takes SOURCE:ANCHOR, two labels of tasks, not '{text}'."),
    };

    /// <summary>Says that nothing is compared with an identifier of a graph, where one was given.</summary>
    public static void WarnOfGraphId(CommandContext context)
    {
        if (context.Values[GraphId] is not null)
            context.Log.Warning($"{GraphId.Names[^1]} has no effect here.");
    }

    /// <summary>The quanta that a command line names.</summary>
    /// <exception cref="UsageException">A text is no identifier.</exception>
    public static IReadOnlyList<Guid> ReadQuanta(CommandValues values) => [.. values[Quanta].Select(ReadId)];

    private static Guid ReadId(string text) =>
        Guid.TryParse(text, out var id) ? id : throw new UsageException($"'{text}' is no identifier of a quantum (--qgraph-node-id).");

    private static MockRequest? ReadMock(CommandValues values)
    {
        if (!values[Mock])
            return values[MockFailure].Count + values[Unmocked].Count > 0 ? throw new UsageException("--mock-failure and --unmocked-dataset-types go with --mock.") : null;
        return new MockRequest { Unmocked = values[Unmocked], Failures = [.. values[MockFailure].Select(Pipelines.Mocks.MockFailure.Parse)] };
    }
}
