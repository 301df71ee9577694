using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Exports;

/// <summary>
/// What is recorded of runs as a document of the W3C's provenance model in its JSON form (PROV-JSON, W3C Member Submission of 24 April 2013): datasets are
/// entities, attempts at quanta and executions are activities, users and programs are agents.
/// </summary>
internal sealed class ProvDocument(RecordedQuanta quanta)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int FlushSize = 1 << 20;

    /// <summary>Writes the document as it is asked for.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, Options);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteStartObject("prefix");
            json.WriteString("dataset", "urn:uuid:");
            json.WriteString("quantum", "urn:uuid:");
            json.WriteString("execution", "urn:uuid:");
            json.WriteString("agent", "urn:skybutler:agent:");
            json.WriteString("skybutler", "urn:skybutler:terms:");
            json.WriteEndObject();
            await EntitiesAsync(json, cancellationToken).ConfigureAwait(false);
            await ActivitiesAsync(json, cancellationToken).ConfigureAwait(false);
            WriteAgents(json);
            await UsesAsync(json, "used", DatasetRole.Input, cancellationToken).ConfigureAwait(false);
            await UsesAsync(json, "wasGeneratedBy", DatasetRole.Output, cancellationToken).ConfigureAwait(false);
            WriteAssociations(json);
            await StartsAsync(json, cancellationToken).ConfigureAwait(false);
            json.WriteEndObject();
        }
    }

    /// <summary>The local name of an attempt's activity: the last attempt stands for the quantum.</summary>
    internal static string NameOf(QuantumRecord attempt, bool isLast) =>
        isLast ? attempt.Quantum.ToString() : string.Create(CultureInfo.InvariantCulture, $"{attempt.Quantum}.{attempt.Execution:N}.{attempt.Attempt}");

    private async Task EntitiesAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.WriteStartObject("entity");
        await foreach (var (id, dataset) in quanta.DatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            json.WriteStartObject($"dataset:{id}");
            if (dataset is not null)
            {
                json.WriteString("prov:label", dataset.ToString());
                json.WriteString("skybutler:datasetType", dataset.DatasetType.Name);
                json.WriteString("skybutler:dataId", AttemptRecords.Text(dataset.DataId));
                json.WriteString("skybutler:run", dataset.Run);
            }

            json.WriteEndObject();
            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndObject();
    }

    private async Task ActivitiesAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.WriteStartObject("activity");
        foreach (var execution in quanta.Executions)
        {
            json.WriteStartObject($"execution:{execution.Id}");
            json.WriteString("prov:startTime", Time(execution.Begin));
            if (execution.End is { } end)
                json.WriteString("prov:endTime", Time(end));
            json.WriteString("prov:label", $"execution of {execution.Quanta} quanta in the run '{execution.Run}'");
            Name(json, "prov:type", "skybutler:Execution");
            json.WriteString("skybutler:run", execution.Run);
            json.WriteString("skybutler:command", execution.Command);
            json.WriteString("skybutler:host", execution.Host);
            json.WriteEndObject();
        }

        await foreach (var (attempt, isLast) in quanta.AttemptsAsync(cancellationToken).ConfigureAwait(false))
        {
            Write(json, attempt, isLast);
            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QuantumRecord attempt, bool isLast)
    {
        json.WriteStartObject($"quantum:{NameOf(attempt, isLast)}");
        if (attempt.Begin is { } begin)
            json.WriteString("prov:startTime", Time(begin));
        if (attempt is { Begin: not null, End: { } end })
            json.WriteString("prov:endTime", Time(end));
        json.WriteString("prov:label", $"{attempt.Task} {attempt.DataId}");
        Name(json, "prov:type", "skybutler:Quantum");
        json.WriteString("skybutler:task", attempt.Task);
        json.WriteString("skybutler:dataId", attempt.DataId);
        json.WriteString("skybutler:status", attempt.Status.ToString());
        Number(json, "skybutler:attempt", attempt.Attempt, "xsd:int");
        if (attempt.Host is { } host)
            json.WriteString("skybutler:host", host);
        if (attempt.CpuTime is { } cpu)
            Number(json, "skybutler:cpuSeconds", cpu, "xsd:double");
        if (attempt.Memory is { } memory)
            Number(json, "skybutler:memoryBytes", memory, "xsd:long");
        if (attempt.ErrorType is { } type)
            json.WriteString("skybutler:errorType", type);
        if (attempt.ErrorMessage is { } message)
            json.WriteString("skybutler:errorMessage", message);
        json.WriteEndObject();
    }

    private void WriteAgents(Utf8JsonWriter json)
    {
        json.WriteStartObject("agent");
        foreach (var user in quanta.Executions.Select(e => e.User).Distinct(StringComparer.Ordinal))
        {
            json.WriteStartObject(User(user));
            Name(json, "prov:type", "prov:Person");
            json.WriteString("prov:label", user);
            json.WriteEndObject();
        }

        foreach (var version in quanta.Executions.Select(e => e.Version).Distinct(StringComparer.Ordinal))
        {
            json.WriteStartObject(Program(version));
            Name(json, "prov:type", "prov:SoftwareAgent");
            json.WriteString("prov:label", $"SkyButler {version}".TrimEnd());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteAssociations(Utf8JsonWriter json)
    {
        var number = 0;
        json.WriteStartObject("wasAssociatedWith");
        foreach (var execution in quanta.Executions)
        {
            foreach (var agent in (string[])[User(execution.User), Program(execution.Version)])
            {
                json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"_:associated{++number}"));
                json.WriteString("prov:activity", $"execution:{execution.Id}");
                json.WriteString("prov:agent", agent);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private async Task UsesAsync(Utf8JsonWriter json, string relation, DatasetRole role, CancellationToken cancellationToken)
    {
        var number = 0L;
        json.WriteStartObject(relation);
        await foreach (var uses in quanta.UsesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var use in uses.Where(u => u.Role == role))
            {
                json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"_:{relation}{++number}"));
                json.WriteString("prov:activity", $"quantum:{use.Quantum}");
                json.WriteString("prov:entity", $"dataset:{use.Dataset}");
                json.WriteEndObject();
            }

            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndObject();
    }

    private async Task StartsAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var number = 0L;
        json.WriteStartObject("wasStartedBy");
        await foreach (var (attempt, isLast) in quanta.AttemptsAsync(cancellationToken).ConfigureAwait(false))
        {
            json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"_:started{++number}"));
            json.WriteString("prov:activity", $"quantum:{NameOf(attempt, isLast)}");
            json.WriteString("prov:starter", $"execution:{attempt.Execution}");
            json.WriteEndObject();
            await FlushAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndObject();
    }

    private static async Task FlushAsync(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        if (json.BytesPending > FlushSize)
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string User(string name) => $"agent:user-{Uri.EscapeDataString(name)}";

    private static string Program(string version) => $"agent:skybutler-{Uri.EscapeDataString(version)}";

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void Name(Utf8JsonWriter json, string key, string name) => Typed(json, key, name, "prov:QUALIFIED_NAME");

    private static void Number(Utf8JsonWriter json, string key, double number, string type) => Typed(json, key, number.ToString("R", CultureInfo.InvariantCulture), type);

    private static void Typed(Utf8JsonWriter json, string key, string value, string type)
    {
        json.WriteStartObject(key);
        json.WriteString("$", value);
        json.WriteString("type", type);
        json.WriteEndObject();
    }
}
