using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Exports;

/// <summary>
/// What is recorded of runs as the metadata of an RO-Crate (version 1.1), with an action for each attempt at a quantum as the profile for runs of processes has
/// it. Beside the metadata lies the same as PROV-JSON; datasets are named, not copied.
/// </summary>
internal sealed class RunCrate(RecordedQuanta quanta)
{
    /// <summary>Name of the metadata.</summary>
    public const string MetadataName = "ro-crate-metadata.json";

    /// <summary>Name of the PROV-JSON document.</summary>
    public const string ProvName = "prov.json";
    private const int FlushSize = 1 << 20;
    private const string Completed = "http://schema.org/CompletedActionStatus";
    private const string Failed = "http://schema.org/FailedActionStatus";
    private const string Potential = "http://schema.org/PotentialActionStatus";
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the metadata.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, Options);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://w3id.org/ro/crate/1.1/context");
            json.WriteStartArray("@graph");
            WriteDescriptor(json);
            await RootAsync(json, cancellationToken).ConfigureAwait(false);
            WriteTools(json);
            foreach (var execution in quanta.Executions)
                Write(json, execution);
            await ActionsAsync(json, cancellationToken).ConfigureAwait(false);
            await foreach (var (id, dataset) in quanta.DatasetsAsync(cancellationToken).ConfigureAwait(false))
            {
                Begin(json, $"urn:uuid:{id}", "CreativeWork", dataset?.ToString() ?? id.ToString());
                json.WriteString("identifier", id);
                if (dataset is not null)
                {
                    json.WriteString("additionalType", dataset.DatasetType.Name);
                    json.WriteString("about", AttemptRecords.Text(dataset.DataId));
                }

                json.WriteEndObject();
                await FlushAsync(json, cancellationToken).ConfigureAwait(false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteDescriptor(Utf8JsonWriter json)
    {
        Begin(json, MetadataName, "CreativeWork", "Metadata of this crate");
        Link(json, "conformsTo", "https://w3id.org/ro/crate/1.1");
        Link(json, "about", "./");
        json.WriteEndObject();
        Begin(json, ProvName, "File", "The same as W3C PROV-JSON");
        json.WriteString("encodingFormat", "application/json");
        json.WriteEndObject();
    }

    private async Task RootAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var runs = string.Join(", ", quanta.Executions.Select(e => e.Run).Distinct(StringComparer.Ordinal));
        Begin(json, "./", "Dataset", $"Provenance of {runs}");
        json.WriteString("description", $"Which quanta of the runs {runs} used and made which datasets, when, where and with what they took.");
        json.WriteString("datePublished", ProvDocument.Time(quanta.Executions.Max(e => e.End ?? e.Begin)));
        json.WriteString("license", "Not stated: provenance follows the terms of the data that it tells of.");
        Link(json, "conformsTo", "https://w3id.org/ro/wfrun/process/0.1");
        json.WriteStartArray("hasPart");
        Reference(json, ProvName);
        json.WriteEndArray();
        json.WriteStartArray("mentions");
        foreach (var execution in quanta.Executions)
            Reference(json, Name(execution));
        await foreach (var (attempt, isLast) in quanta.AttemptsAsync(cancellationToken).ConfigureAwait(false))
        {
            Reference(json, Name(attempt, isLast));
            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        foreach (var user in quanta.Executions.Select(e => e.User).Distinct(StringComparer.Ordinal))
        {
            Begin(json, User(user), "Person", user);
            json.WriteEndObject();
        }

        foreach (var version in quanta.Executions.Select(e => e.Version).Distinct(StringComparer.Ordinal))
        {
            Begin(json, Program(version), "SoftwareApplication", "SkyButler");
            json.WriteString("softwareVersion", version);
            json.WriteEndObject();
        }

        foreach (var task in quanta.Tasks)
        {
            Begin(json, Task(task), "SoftwareApplication", task);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, ExecutionRecord execution)
    {
        Begin(json, Name(execution), "OrganizeAction", $"Execution of {execution.Quanta} quanta in the run {execution.Run}");
        Link(json, "agent", User(execution.User));
        Link(json, "instrument", Program(execution.Version));
        json.WriteString("description", execution.Command);
        json.WriteString("startTime", ProvDocument.Time(execution.Begin));
        if (execution.End is { } end)
            json.WriteString("endTime", ProvDocument.Time(end));
        Link(json, "actionStatus", execution.ExitCode == 0 ? Completed : Failed);
        json.WriteEndObject();
    }

    private async Task ActionsAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var uses = quanta.UsesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = uses.ConfigureAwait(false);
        // Earlier attempts made nothing that the last one did not make anew.
        await foreach (var (attempt, isLast) in quanta.AttemptsAsync(cancellationToken).ConfigureAwait(false))
            if (!isLast)
                Write(json, attempt, false, []);
        var written = new HashSet<Guid>();
        while (await uses.MoveNextAsync().ConfigureAwait(false))
        {
            var own = uses.Current.ToLookup(u => u.Quantum);
            await foreach (var attempt in quanta.LastAttemptsAsync([.. own.Select(g => g.Key)], cancellationToken).ConfigureAwait(false))
            {
                written.Add(attempt.Quantum);
                Write(json, attempt, true, own[attempt.Quantum]);
            }

            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        await foreach (var (attempt, isLast) in quanta.AttemptsAsync(cancellationToken).ConfigureAwait(false))
            if (isLast && !written.Contains(attempt.Quantum))
                Write(json, attempt, true, []);
    }

    private static void Write(Utf8JsonWriter json, QuantumRecord attempt, bool isLast, IEnumerable<DatasetUse> uses)
    {
        Begin(json, Name(attempt, isLast), "CreateAction", $"{attempt.Task} {attempt.DataId}");
        Link(json, "instrument", Task(attempt.Task));
        if (attempt.Begin is { } begin)
            json.WriteString("startTime", ProvDocument.Time(begin));
        if (attempt is { Begin: not null, End: { } end })
            json.WriteString("endTime", ProvDocument.Time(end));
        Link(json, "actionStatus", attempt.Status switch
        {
            AttemptStatus.Successful => Completed,
            AttemptStatus.Blocked => Potential,
            _ => Failed,
        });
        if (attempt.ErrorMessage is { } message)
            json.WriteString("error", $"{attempt.ErrorType}: {message}");
        var all = uses.ToList();
        foreach (var (name, role) in (ReadOnlySpan<(string, DatasetRole)>)[("object", DatasetRole.Input), ("result", DatasetRole.Output)])
        {
            json.WriteStartArray(name);
            foreach (var use in all.Where(u => u.Role == role))
                Reference(json, $"urn:uuid:{use.Dataset}");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string id, string type, string name)
    {
        json.WriteStartObject();
        json.WriteString("@id", id);
        json.WriteString("@type", type);
        json.WriteString("name", name);
    }

    private static void Link(Utf8JsonWriter json, string name, string id)
    {
        json.WritePropertyName(name);
        Reference(json, id);
    }

    private static void Reference(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("@id", id);
        json.WriteEndObject();
    }

    private static async Task FlushAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        if (json.BytesPending > FlushSize)
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Name(ExecutionRecord execution) => $"#execution-{execution.Id}";

    private static string Name(QuantumRecord attempt, bool isLast) => $"#quantum-{ProvDocument.NameOf(attempt, isLast)}";

    private static string User(string name) => $"#user-{Uri.EscapeDataString(name)}";

    private static string Program(string version) => $"#skybutler-{Uri.EscapeDataString(version)}";

    private static string Task(string label) => string.Create(CultureInfo.InvariantCulture, $"#task-{Uri.EscapeDataString(label)}");
}
