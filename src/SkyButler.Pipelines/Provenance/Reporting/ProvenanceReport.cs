using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Reporting;

/// <summary>What became of the quanta of a run, counted by task (<c>butler provenance-report</c>).</summary>
public sealed class ProvenanceReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly OrderedDictionary<string, TaskOutcomes> tasks = new(StringComparer.Ordinal);
    private readonly List<ReportedQuantum> listed = [];

    private ProvenanceReport()
    {
    }

    /// <summary>The tasks, in order.</summary>
    public IReadOnlyList<TaskOutcomes> Tasks => [.. tasks.Values];

    /// <summary>The quanta that are listed one by one.</summary>
    public IReadOnlyList<ReportedQuantum> Listed => listed;

    /// <summary>Reads a provenance graph.</summary>
    /// <param name="location">Path or URI of the file.</param>
    /// <param name="isListed">Which quanta are listed one by one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="QuantumGraphException">It can't be read, or is none.</exception>
    public static async Task<ProvenanceReport> ReadAsync(string location, Func<ReportedQuantum, bool> isListed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isListed);
        var archive = await GraphArchive.OpenAsync(location, null, cancellationToken).ConfigureAwait(false);
        if (archive.Kind != GraphKind.Provenance)
            throw new QuantumGraphException($"The graph '{location}' tells what is to be done; 'butler aggregate-graph' makes one that tells what was done.");
        var report = new ProvenanceReport();
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var task in archive.Pipeline.Tasks.Where(t => archive.TaskCounts.GetValueOrDefault(t.Label) > 0))
        {
            var dimensions = archive.Pipeline.DimensionsOf(task);
            names[task.Label] = [.. dimensions.DataIdKeys.Take(dimensions.Required.Count)];
            report.Task(task.Label).Expected = archive.TaskCounts[task.Label];
        }

        return await GraphArchive.GuardedAsync(location, async () =>
        {
            await foreach (var block in archive.Members.BlocksAsync(GraphFileNames.ProvenanceQuanta, cancellationToken).ConfigureAwait(false))
                using (block)
                    report.Add(Read(block.RootElement, names), isListed);
            return report;
        }).ConfigureAwait(false);
    }

    /// <summary>Asks what is recorded of a run.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="isListed">Which quanta are listed one by one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PipelineException">Nothing is recorded of it.</exception>
    public static async Task<ProvenanceReport> ReadAsync(Butler butler, string run, Func<ReportedQuantum, bool> isListed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        ArgumentNullException.ThrowIfNull(isListed);
        var last = new OrderedDictionary<(string Task, string DataId), ReportedQuantum>();
        await foreach (var (attempt, _) in butler.Registry.Provenance.QuantaAsync(new QuantumQuery { Runs = [run] }, cancellationToken).ConfigureAwait(false))
        {
            var before = last.GetValueOrDefault((attempt.Task, attempt.DataId));
            // A quantum that was done already is not done again, and what is blocked was not tried.
            last[(attempt.Task, attempt.DataId)] = new(attempt.Quantum, attempt.Task, JsonNode.Parse(attempt.DataId)!.AsObject(), attempt.Status)
            {
                Attempts = (before?.Attempts ?? 0) + (attempt.Status == AttemptStatus.Blocked ? 0 : 1),
                Caveats = attempt.Caveats ?? 0,
                ExceptionType = attempt.ErrorType,
            };
        }

        if (last.Count == 0)
            throw new PipelineException($"Nothing is recorded of the run '{run}'; 'butler query-provenance' lists the runs of which something is, and 'butler aggregate-graph' records what was executed elsewhere.");
        var report = new ProvenanceReport();
        foreach (var quantum in last.Values)
        {
            report.Task(quantum.Task).Expected++;
            report.Add(quantum, isListed);
        }

        return report;
    }

    /// <summary>The listed quanta as JSON: by task, by outcome, by type of exception.</summary>
    public string ToJson()
    {
        var whole = new JsonObject();
        foreach (var task in listed.GroupBy(q => q.Task, StringComparer.Ordinal))
        {
            var outcomes = new JsonObject();
            foreach (var outcome in task.GroupBy(q => q.Status))
            {
                var types = new JsonObject();
                foreach (var type in outcome.GroupBy(q => q.ExceptionType ?? "UNKNOWN", StringComparer.Ordinal))
                    types[type.Key] = new JsonArray([.. type.Select(q => new JsonObject
                    {
                        ["quantum_id"] = q.Id.ToString(),
                        ["data_id"] = q.DataId.DeepClone(),
                        ["attempts"] = q.Attempts,
                    })]);
                outcomes[TaskOutcomes.Name(outcome.Key)] = types;
            }

            whole[task.Key] = outcomes;
        }

        return whole.ToJsonString(Indented);
    }

    /// <summary>Writes a table of data IDs (ECSV) for each task, outcome and type of exception among the listed quanta.</summary>
    /// <returns>How many tables.</returns>
    public async Task<int> WriteTablesAsync(string folder, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var table in listed.GroupBy(q => (q.Task, q.Status, Type: q.ExceptionType ?? "UNKNOWN")))
        {
            // Labels and names of types come from files, and make names of files here.
            var path = Path.Combine(folder, Name(table.Key.Task), TaskOutcomes.Name(table.Key.Status), Name(table.Key.Type) + ".ecsv");
            await OutputFile.WriteAsync(path, writer => writer.WriteAsync(DataIdTableText.Of([.. table.Select(q => q.DataId)])), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    // Names of nothing but dots would lead elsewhere.
    private static string Name(string text) => text.All(c => c == '.') ? text.Replace(".", "%2E", StringComparison.Ordinal) + "_" : Uri.EscapeDataString(text);

    private static ReportedQuantum Read(JsonElement quantum, IReadOnlyDictionary<string, IReadOnlyList<string>> names)
    {
        var label = quantum.GetProperty("task_label").GetString()!;
        var dataId = new JsonObject();
        foreach (var (name, value) in names[label].Zip(quantum.GetProperty("data_coordinate").EnumerateArray()))
            dataId[name] = JsonNode.Parse(value.GetRawText());
        var attempts = quantum.GetProperty("attempts");
        var count = attempts.GetArrayLength();
        var last = count > 0 ? attempts[count - 1] : default;
        return new ReportedQuantum(quantum.GetProperty("quantum_id").GetGuid(), label, dataId, count == 0 ? AttemptStatus.Blocked : (AttemptStatus)last.GetProperty("status").GetInt32())
        {
            Attempts = count,
            Caveats = count > 0 && last.GetProperty("caveats").ValueKind == JsonValueKind.Number ? last.GetProperty("caveats").GetInt64() : 0,
            ExceptionType = count > 0 && last.GetProperty("exception") is { ValueKind: JsonValueKind.Object } exception ? exception.GetProperty("type_name").GetString() : null,
        };
    }

    private TaskOutcomes Task(string label)
    {
        if (!tasks.TryGetValue(label, out var task))
            tasks.Add(label, task = new TaskOutcomes(label));
        return task;
    }

    private void Add(ReportedQuantum quantum, Func<ReportedQuantum, bool> isListed)
    {
        Task(quantum.Task).Add(quantum);
        if (isListed(quantum))
            listed.Add(quantum);
    }
}
