using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Queries;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Programs.Messages;

/// <summary>Finds the messages of programs in what is stored of quanta: in the metadata of those that succeeded, in the logs of the others.</summary>
public static class MessageReader
{
    private const string Metadata = "_metadata";
    private const string Log = "_log";
    private const int BatchSize = 64;
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoValues = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The messages of tasks.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="tasks">Labels of tasks, or globs of them.</param>
    /// <param name="search">Where is searched, under which condition; its dataset types don't count.</param>
    /// <param name="warnings">Takes what can't be read, or is none of a task's; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="QueryException">The condition is wrong.</exception>
    public static async IAsyncEnumerable<ProgramMessage> FindAsync(
        Butler butler, IReadOnlyList<string> tasks, AllDatasetsQuery search, Action<string>? warnings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        ArgumentNullException.ThrowIfNull(search);
        var succeeded = new HashSet<(string Task, string Run, DataCoordinate DataId)>();
        foreach (var kind in new[] { Metadata, Log })
        {
            var chosen = search with { DatasetTypes = [.. tasks.Select(t => t + kind)] };
            await foreach (var batch in butler.Queries.AllDatasetsAsync(chosen, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var wanted = kind == Metadata ? batch : batch.Where(d => !succeeded.Contains(Key(d, kind))).ToArray();
                if (kind == Metadata)
                    succeeded.UnionWith(batch.Select(d => Key(d, kind)));
                // Logs may be thrown away.
                var there = await butler.ExistsAsync(wanted, cancellationToken).ConfigureAwait(false);
                var stored = wanted.Where(d => there[d.Id].HasFlag(DatasetExistence.Artifact));
                foreach (var messages in await Task.WhenAll(stored.Select(d => TryReadAsync(butler, d, kind, warnings, cancellationToken))).ConfigureAwait(false))
                    foreach (var message in messages)
                        yield return message;
            }
        }
    }

    private static (string Task, string Run, DataCoordinate DataId) Key(DatasetRef dataset, string kind) => (dataset.DatasetType.Name[..^kind.Length], dataset.Run, dataset.DataId);

    private static async Task<IReadOnlyList<ProgramMessage>> TryReadAsync(Butler butler, DatasetRef dataset, string kind, Action<string>? warnings, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(butler, dataset, kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ButlerException or ResourceException)
        {
            warnings?.Invoke($"{dataset.DatasetType.Name} {dataset.DataId} of '{dataset.Run}' is passed over: {e.Message}");
            return [];
        }
    }

    private static async Task<IReadOnlyList<ProgramMessage>> ReadAsync(Butler butler, DatasetRef dataset, string kind, CancellationToken cancellationToken)
    {
        var task = dataset.DatasetType.Name[..^kind.Length];
        return await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false) switch
        {
            LogRecords log => [.. log.Records.Select(r => FoundMessage.Parse(r.Message)).OfType<FoundMessage>().Select(m => new ProgramMessage(task, dataset, m.Name, m.Level, m.Count, [m.Line], NoValues))],
            var plain => OfMetadata(task, dataset, TaskMetadata.FromPlain(plain)),
        };
    }

    private static IReadOnlyList<ProgramMessage> OfMetadata(string task, DatasetRef dataset, TaskMetadata metadata)
    {
        var found = metadata.FindGroup(task)?.FindGroup("program")?.FindGroup("messages")?.ToJson() ?? [];
        return [.. found.Where(m => m.Value is JsonObject).Select(m => OfGroup(task, dataset, m.Key, m.Value!.AsObject()))];
    }

    private static ProgramMessage OfGroup(string task, DatasetRef dataset, string name, JsonObject group) => new(
        task,
        dataset,
        name,
        group["level"]?.ToString() ?? "",
        group["count"]?.GetValue<long>() ?? 0,
        Texts(group["lines"]),
        group["values"]?.AsObject().ToDictionary(v => v.Key, v => Texts(v.Value), StringComparer.Ordinal) ?? NoValues);

    private static IReadOnlyList<string> Texts(JsonNode? list) => list is JsonArray array ? [.. array.Select(v => v?.ToString() ?? "")] : [];
}
