using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Text;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Scanning;

/// <summary>Puts the attempts at a quantum together from its metadata, its log, and what the log keeps of earlier attempts.</summary>
internal static class AttemptHistory
{
    private const int MostAttempts = 1_000;

    /// <summary>The attempts, the first one first.</summary>
    public static IReadOnlyList<ScannedAttempt> Of(string label, object? metadata, LogRecords? log)
    {
        var attempts = new List<ScannedAttempt>();
        var whole = log is null ? null : LogsFormatter.EarlierAttempt(log);
        if (whole is not null)
            AddEarlier(label, whole, attempts);
        attempts.Add(Make(label, metadata, log is not null, whole));
        return attempts;
    }

    /// <summary>Identifiers of what the last attempt says that it wrote; null where it does not say.</summary>
    public static IEnumerable<Guid>? Outputs(IReadOnlyList<ScannedAttempt> attempts) => attempts[^1].Noted is { } noted && noted.GetList("outputs") is { } ids
        ? ids.OfType<string>().Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty)
        : null;

    private static void AddEarlier(string label, IReadOnlyDictionary<string, object?> log, List<ScannedAttempt> attempts)
    {
        foreach (var earlier in log.GetValueOrDefault("previous_attempts") as IReadOnlyList<object?> ?? [])
        {
            if (earlier is not IReadOnlyDictionary<string, object?> attempt || attempts.Count >= MostAttempts)
                continue;
            // Each keeps the one before it, where the original keeps all in one list.
            AddEarlier(label, attempt, attempts);
            attempts.Add(Make(label, null, hasLog: true, attempt));
        }
    }

    private static ScannedAttempt Make(string label, object? metadata, bool hasLog, IReadOnlyDictionary<string, object?>? log)
    {
        var exception = log?.GetValueOrDefault("exception") as IReadOnlyDictionary<string, object?>;
        var noted = metadata ?? log?.GetValueOrDefault("metadata");
        return new ScannedAttempt
        {
            Status = (metadata is not null, hasLog) switch
            {
                (true, true) => AttemptStatus.Successful,
                (true, false) => AttemptStatus.AbortedSuccess,
                (false, true) => AttemptStatus.Failed,
                _ => AttemptStatus.Aborted,
            },
            Caveats = metadata is null ? null : Caveats(metadata),
            Exception = exception ?? (metadata is null ? null : Failure(label, metadata)),
            Metadata = noted,
            Log = log?.GetValueOrDefault("logs") as IReadOnlyList<object?>,
            PreviousQuanta = log?.GetValueOrDefault("previous_process_quanta") as IReadOnlyList<object?> ?? [],
        };
    }

    private static long Caveats(object metadata) => TaskMetadata.FromPlain(metadata)["quantum.caveats"] switch
    {
        long number => number,
        double number when !double.IsNaN(number) => (long)number,
        _ => 0,
    };

    // Who wrote part of its outputs, and succeeded all the same, says why.
    private static OrderedDictionary<string, object?>? Failure(string label, object metadata) =>
        TaskMetadata.FromPlain(metadata).FindGroup(label)?.FindGroup("failure") is not { } failure ? null : new(StringComparer.Ordinal)
        {
            ["type_name"] = failure["type"] as string ?? "",
            ["message"] = failure["message"] as string ?? "",
            ["metadata"] = failure.FindGroup("metadata")?.ToPlain()["scalars"] ?? new OrderedDictionary<string, object?>(),
        };
}
