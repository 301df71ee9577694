using System.Runtime.CompilerServices;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Registry;
using SkyButler.Registry.Datasets.Membership;

namespace SkyButler.Transfers.Removing;

/// <summary>
/// Writes down what is removed, part by part, under the root of the first local datastore: a line for each dataset. Written before the rows go,
/// so that it may tell of datasets that are there after all, and never lacks one.
/// </summary>
internal sealed class RemovalManifest
{
    private readonly SqlRegistry registry;
    private readonly Datastore datastore;
    private readonly string? folder;
    private int part;

    public RemovalManifest(SqlRegistry registry, Datastore datastore, Guid action)
    {
        (this.registry, this.datastore, Action) = (registry, datastore, action);
        folder = FolderOf(datastore);
    }

    /// <summary>The entry in the log that it belongs to.</summary>
    public Guid Action { get; }

    /// <summary>Writes down datasets that are about to be removed.</summary>
    public async Task NoteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (folder is null || ids.Count == 0)
            return;
        var datasets = await registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        var memberships = (await new MembershipReader(registry.Context).OfDatasetsAsync(ids, cancellationToken).ConfigureAwait(false)).ToLookup(m => m.Dataset);
        var removed = datasets.Values.ToDictionary(d => d.Id, d => Describe(d, [.. memberships[d.Id]]));
        foreach (var store in datastore.FileStores)
            await foreach (var record in store.FetchRecordsAsync(ids, cancellationToken).ConfigureAwait(false))
                if (removed.TryGetValue(record.DatasetId, out var dataset))
                    (dataset.Records.TryGetValue(store.Name, out var own) ? own : dataset.Records[store.Name] = []).Add(record);
        Directory.CreateDirectory(folder);
        var file = new StreamWriter(Path.Combine(folder, $"{Action:N}-{part++:d6}.jsonl"));
        await using var closing = file.ConfigureAwait(false);
        foreach (var dataset in removed.Values)
            await file.WriteLineAsync(JsonSerializer.Serialize(dataset).AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was written down for an action, some hundreds at a time; nothing where it is not kept any more.</summary>
    public static async IAsyncEnumerable<RemovedDataset[]> ReadAsync(Datastore datastore, Guid action, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (FolderOf(datastore) is not { } folder || !Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, $"{action:N}-*.jsonl").Order(StringComparer.Ordinal))
            await foreach (var lines in File.ReadLinesAsync(file, cancellationToken).Chunk(1000).ConfigureAwait(false))
                yield return [.. lines.Select(line => JsonSerializer.Deserialize<RemovedDataset>(line)!)];
    }

    private static string? FolderOf(Datastore datastore) => datastore.FileStores.FirstOrDefault(s => s.Bin is not null) is { } store
        ? Path.Combine(store.Root.LocalPath, FileDatastorePaths.BinFolder, "removed")
        : null;

    private static RemovedDataset Describe(DatasetRef dataset, IReadOnlyList<Registry.Log.LoggedMembership> memberships)
    {
        var removed = new RemovedDataset { DatasetType = dataset.DatasetType.Name, Run = dataset.Run, Id = dataset.Id, Memberships = memberships };
        foreach (var (name, value) in dataset.DataId.Items)
        {
            if (value.IsText)
                removed.Texts[name] = value.Text;
            else
                removed.Numbers[name] = value.Number;
        }

        return removed;
    }
}
