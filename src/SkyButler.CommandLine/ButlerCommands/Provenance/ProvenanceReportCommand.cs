using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Provenance.Pages;
using SkyButler.Pipelines.Provenance.Reporting;
using SkyButler.Pipelines.Reports;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary><c>butler provenance-report</c>.</summary>
internal sealed class ProvenanceReportCommand : ProgramCommand
{
    public const string Summary = "Count what became of the quanta of a run, from a provenance graph or from what is recorded.";
    private static readonly AttemptStatus[] Usual = [AttemptStatus.Failed, AttemptStatus.Aborted, AttemptStatus.AbortedSuccess];
    private static readonly AttemptStatus[] Rare = [AttemptStatus.Aborted, AttemptStatus.Unknown, AttemptStatus.AbortedSuccess];

    private static readonly CommandArgument Source = new("REPO_OR_QG", "REPO_OR_QG is a provenance graph (.qg), or a repository: its folder, URI, configuration file or alias.");

    private static readonly CommandArgument Collection = new("COLLECTION", "COLLECTION is the run, or a chain whose newest run is meant; of a repository.", ArgumentCount.Optional);

    private static readonly ListOption States = new("--state")
    {
        Metavar = "STATE ...",
        Help = "Outcomes of the quanta that --status-report and --data-id-table-dir list: FAILED, ABORTED and ABORTED_SUCCESS where none is given, SUCCESSFUL, BLOCKED, UNKNOWN.",
    };

    private static readonly ListOption NoStates = new("--no-state") { Metavar = "STATE ...", Help = "Outcomes that are not listed." };

    private static readonly ValueOption Caveat = new("--caveat") { Metavar = "NAME", Help = "List successes with this caveat, too, such as NO_WORK or PARTIAL_OUTPUTS_ERROR." };

    private static readonly ValueOption StatusReport = new("--status-report") { Metavar = "FILE", Help = "File to write the listed quanta to, as JSON." };

    private static readonly ValueOption TableFolder = new("--data-id-table-dir") { Metavar = "FOLDER", Help = "Folder to write tables of the listed quanta's data IDs to, which --data-id-table takes." };

    private static readonly FlagOption QuantumTable = new("--quantum-table") { Negative = "--no-quantum-table", Default = true, Help = "Whether quanta are counted by task." };

    private static readonly FlagOption ExceptionTable = new("--exception-table") { Negative = "--no-exception-table", Default = true, Help = "Whether exceptions are counted by task." };

    private static readonly ValueOption Page = new("--report-html") { Metavar = "FILE", Help = "File to write a page to that shows the run: timeline, time and memory by task, the graph, failures with their logs; of a repository." };

    private static readonly ValueOption Format = new("--format") { Choices = ["table", "json"], Default = "table", Help = "How counts are printed." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Count what became of quanta, and the exceptions that they raised, by task; and list those that failed in files.",
        Arguments = [Source, Collection],
        Options = [States, NoStates, Caveat, StatusReport, QuantumTable, ExceptionTable, TableFolder, Page, Format],
        Examples = ["provenance.qg", "repo u/me/test --report-html run.html", "repo u/me/test --status-report failed.json --data-id-table-dir failed/"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var report = await ReadAsync(context, cancellationToken);
        if (values[StatusReport] is { } file)
            await ReportText.SaveAsync(file, report.ToJson(), cancellationToken);
        if (values[TableFolder] is { } folder)
            await report.WriteTablesAsync(folder, cancellationToken);
        if (values[Format] == "json")
            await context.Output.WriteLineAsync(Json(report).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        else
            await WriteTablesAsync(report, context, cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<ProvenanceReport> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var source = values[Source];
        var isListed = Filter(values);
        if (source.EndsWith(".qg", StringComparison.Ordinal))
            return values[Page] is null && values.All(Collection).Count == 0
                ? await ProvenanceReport.ReadAsync(source, isListed, cancellationToken)
                : throw new UsageException("A provenance graph is of one run, and its page comes from the repository: name the repository and the run for --report-html.");
        await using var butler = await Repositories.OpenForReadingAsync(context, source, cancellationToken);
        if (values.All(Collection).Count == 0)
            throw new UsageException("Name the run, or a chain whose newest run is meant, after the repository.");
        var run = await RunOfAsync(butler, values[Collection], cancellationToken);
        if (values[Page] is { } page)
            await RunPage.WriteAsync(butler, run, page, cancellationToken);
        return await ProvenanceReport.ReadAsync(butler, run, isListed, cancellationToken);
    }

    private static async Task<string> RunOfAsync(Butler butler, string collection, CancellationToken cancellationToken)
    {
        // A run that was removed is still told of.
        if (await butler.Registry.Collections.FindAsync(collection, cancellationToken) is not { Type: CollectionType.Chained })
            return collection;
        var members = await butler.Registry.Collections.FlattenAsync([collection], cancellationToken);
        return members.FirstOrDefault(m => m.Type == CollectionType.Run)?.Name ?? collection;
    }

    private static Func<ReportedQuantum, bool> Filter(CommandValues values)
    {
        var states = (values[States].Count > 0 ? values[States].Select(State) : Usual).Except(values[NoStates].Select(State)).ToHashSet();
        var caveat = values[Caveat] is { } name
            ? Enum.GetValues<SuccessCaveats>().Where(c => c != SuccessCaveats.None && string.Equals(c.ToString(), name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).Select(c => (long?)c).FirstOrDefault()
                ?? throw new UsageException($"Invalid value for '--caveat': '{name}' is no caveat.")
            : 0;
        return quantum => states.Contains(quantum.Status) || (quantum.Caveats & caveat) != 0;
    }

    private static AttemptStatus State(string name) => Enum.TryParse<AttemptStatus>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var status) && Enum.IsDefined(status)
        ? status
        : throw new UsageException($"'{name}' is no outcome of a quantum; there are {string.Join(", ", Enum.GetValues<AttemptStatus>().Select(TaskOutcomes.Name))}.{Suggestions.For(name, Enum.GetValues<AttemptStatus>().Select(TaskOutcomes.Name))}");

    private static IReadOnlyList<AttemptStatus> Shown(ProvenanceReport report) =>
        [.. Rare.Where(s => report.Tasks.Any(t => t[s] > 0)), AttemptStatus.Failed, AttemptStatus.Blocked, AttemptStatus.Successful];

    private static async Task WriteTablesAsync(ProvenanceReport report, CommandContext context, CancellationToken cancellationToken)
    {
        var tables = new TableListing(context.Output);
        if (context.Values[QuantumTable])
        {
            var shown = Shown(report);
            await tables.BeginAsync([new("Task", Alignment.Left), new("Caveats", Alignment.Left), .. shown.Select(s => new TableColumn(StatusNames.Of(s))), new("TOTAL"), new("EXPECTED")], cancellationToken);
            foreach (var task in report.Tasks)
                await tables.AddAsync(
                    [task.Label, string.Join(' ', task.Caveats.Select(c => $"{c.Key}({c.Value})")), .. shown.Select(s => (object?)task[s]), task.Total, task.Expected], cancellationToken);
        }

        if (context.Values[ExceptionTable] && report.Tasks.Any(t => t.Exceptions.Count > 0))
        {
            await tables.BeginAsync([new("Task", Alignment.Left), new("Exception", Alignment.Left), new("Successes"), new("Failures")], cancellationToken);
            foreach (var task in report.Tasks)
                foreach (var (type, (successes, failures)) in task.Exceptions)
                    await tables.AddAsync([task.Label, type, successes, failures], cancellationToken);
        }

        await tables.EndAsync(cancellationToken);
    }

    private static JsonObject Json(ProvenanceReport report) => new()
    {
        ["quanta"] = new JsonArray([.. report.Tasks.Select(task =>
        {
            var row = new JsonObject { ["Task"] = task.Label, ["Caveats"] = new JsonObject(task.Caveats.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))) };
            foreach (var status in Shown(report))
                row[StatusNames.Of(status)] = task[status];
            row["TOTAL"] = task.Total;
            row["EXPECTED"] = task.Expected;
            return row;
        })]),
        ["exceptions"] = new JsonArray([.. report.Tasks.SelectMany(task => task.Exceptions.Select(e => new JsonObject
        {
            ["Task"] = task.Label,
            ["Exception"] = e.Key,
            ["Successes"] = e.Value.Successes,
            ["Failures"] = e.Value.Failures,
        }))]),
    };
}
