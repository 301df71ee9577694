using SkyButler.Configuration;
using SkyButler.Configuration.Json;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Formatters.Text;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>
/// Reads datasets out of a provenance graph that stands for them (<c>butler ingest-graph</c>): the metadata, the log or the configuration that a dataset's
/// identifier or type leads to, and nothing else of the file.
/// </summary>
public sealed class ProvenanceFormatter : FormatterBase
{
    /// <summary>The name that databases keep.</summary>
    public const string Name = "lsst.pipe.base.quantum_graph.formatter.ProvenanceFormatter";
    private const int Addresses = 4;
    private const string PackagesComponent = "packages";
    private const string ConfigSuffix = "_config";

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [GraphFileNames.Extension];

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Components { get; } = [PackagesComponent];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        var path = await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (request is { StorageClass.Name: "ProvenanceQuantumGraph", Component: null })
                return await (await GraphArchive.OpenAsync(path, null, cancellationToken).ConfigureAwait(false)).ReadAsync(cancellationToken).ConfigureAwait(false);
            var members = await GraphMembers.OpenAsync(path, ConfigSources.Default, cancellationToken).ConfigureAwait(false);
            return request.StorageClass.Name switch
            {
                "TaskMetadata" => (await AttemptsAsync(members, request, NodeKind.Metadata, GraphFileNames.ProvenanceMetadata, cancellationToken).ConfigureAwait(false))[^1]!,
                "ButlerLogRecords" => Log(await AttemptsAsync(members, request, NodeKind.Log, GraphFileNames.ProvenanceLogs, cancellationToken).ConfigureAwait(false)),
                "Config" => await ConfigAsync(members, request, cancellationToken).ConfigureAwait(false),
                _ => JsonTreeReader.Read(await members.BytesOfAsync(GraphFileNames.Packages, cancellationToken).ConfigureAwait(false))!,
            };
        }
        catch (Exception e) when (e is InvalidDataException or System.Text.Json.JsonException or KeyNotFoundException or InvalidCastException or QuantumGraphException)
        {
            throw Damaged(source, "a provenance graph that holds the dataset", e);
        }
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) =>
        throw new DatastoreException("A provenance graph is not put; 'butler aggregate-graph' makes one, and 'butler ingest-graph' takes it in.");

    private static async Task<IReadOnlyList<object?>> AttemptsAsync(GraphMembers members, FormatterRequest request, NodeKind kind, string part, CancellationToken cancellationToken)
    {
        var id = request.Dataset?.Id ?? throw new InvalidDataException("nobody said which dataset is asked for.");
        var addresses = await AddressReader.OpenAsync(members, GraphFileNames.ProvenanceAddresses, Addresses, cancellationToken).ConfigureAwait(false);
        if (await addresses.FindAsync(id, (int)kind, cancellationToken).ConfigureAwait(false) is not { Size: > 0 } place)
            throw new InvalidDataException($"it knows no dataset {id}.");
        var whole = JsonTreeReader.Read(await members.BlockBytesAsync(part, place.Offset, place.Size, cancellationToken).ConfigureAwait(false));
        return whole is IReadOnlyDictionary<string, object?> mapping && mapping["attempts"] is IReadOnlyList<object?> { Count: > 0 } attempts && attempts.Any(a => a is not null)
            ? [.. attempts.Where(a => a is not null)]
            : throw new InvalidDataException($"it has nothing of the dataset {id}.");
    }

    // The last attempt's lines, and those of the others as a log of ours keeps them.
    private static LogRecords Log(IReadOnlyList<object?> attempts)
    {
        var last = LogsFormatter.Parse(System.Text.Encoding.UTF8.GetString(ProvenanceJson.Plain(attempts[^1])));
        return last with
        {
            Extra = new OrderedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["previous_attempts"] = attempts.SkipLast(1).Select(a => (object?)new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["logs"] = a }).ToList(),
            },
        };
    }

    private static async Task<ConfigText> ConfigAsync(GraphMembers members, FormatterRequest request, CancellationToken cancellationToken)
    {
        var type = request.Dataset?.DatasetType.Name ?? "";
        using var pipeline = await members.JsonAsync(GraphFileNames.Pipeline, cancellationToken).ConfigureAwait(false);
        var label = type.EndsWith(ConfigSuffix, StringComparison.Ordinal) ? type[..^ConfigSuffix.Length] : type;
        return pipeline.RootElement.GetProperty("tasks").TryGetProperty(label, out var task)
            ? new ConfigText(task.GetProperty("config_str").GetString()!)
            : throw new InvalidDataException($"its pipeline has no task '{label}'.");
    }
}
