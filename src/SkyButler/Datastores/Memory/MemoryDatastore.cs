using System.Collections.Concurrent;
using System.Globalization;
using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Lookup;
using SkyButler.Datastores.Records;
using SkyButler.Datastores.Types;
using SkyButler.Registry.Errors;
using SkyButler.Resources;

namespace SkyButler.Datastores.Memory;

/// <summary>Keeps datasets as objects of this process, for tests and as the first of a chain; they are gone with it, and have no rows in the database.</summary>
public sealed class MemoryDatastore : Datastore
{
    private readonly ConcurrentDictionary<Guid, MemoryDataset> stored = new();
    private readonly DatastoreServices services;
    private readonly Constraints constraints;
    private readonly ConcurrentDictionary<Guid, byte> trashed = new();

    internal MemoryDatastore(Config section, DatastoreServices services)
        : base(services)
    {
        this.services = services;
        constraints = new(section.Section("constraints"), services.Registry.Universe);
        var opened = services.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        // Marks that were made in a transaction go with it.
        services.Registry.Context.Database.RolledBack.Add(trashed.Clear);
        Name = section.Text("name") ?? $"InMemoryDatastore@{opened.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    internal override IEnumerable<FileDatastore> FileStores => [];

    /// <inheritdoc />
    public override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task RecoverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindRecordsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>>(new Dictionary<Guid, IReadOnlyList<FileRecord>>());

    /// <inheritdoc />
    public override Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, DatasetExistence>>(datasets.DistinctBy(d => d.Id).ToDictionary(
            d => d.Id, d => stored.ContainsKey(d.Id) ? DatasetExistence.Datastore | DatasetExistence.Artifact : DatasetExistence.None));

    /// <inheritdoc />
    public override Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>>(datasets.DistinctBy(d => d.Id).ToDictionary(d => d.Id, d => (IReadOnlyList<DatasetUri>)[Uri(d)]));

    /// <inheritdoc />
    public override Task TrashAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids.Where(stored.ContainsKey))
            trashed.TryAdd(id, 0);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task EmptyTrashAsync(CancellationToken cancellationToken) => ForgetAsync([.. trashed.Keys], cancellationToken);

    /// <inheritdoc />
    public override Task ForgetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            stored.TryRemove(id, out _);
            trashed.TryRemove(id, out _);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    internal override bool Accepts(DatasetRef dataset) => constraints.Accepts(dataset);

    /// <inheritdoc />
    internal override Task<object?> TryGetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        if (!stored.TryGetValue(dataset.Id, out var kept))
            return Task.FromResult<object?>(null);
        if (parameters.Count > 0)
            throw new DatastoreException($"The parameter '{parameters.Keys.First()}' can't be used: {dataset.DatasetType.Name} is in memory, and is got as a whole.");
        var value = ObjectCopies.Of(kept.Value);
        var written = kept.StorageClass;
        if (dataset.DatasetType.Component is { } component)
        {
            value = CompositeParts.Take(value, component) ?? throw new DatastoreException(
                $"The dataset {dataset.DatasetType.ParentName} {dataset.DataId} has no component '{component}'.");
            written = dataset.DatasetType.StorageClass;
        }

        return Task.FromResult<object?>(services.View(value, written, dataset));
    }

    /// <inheritdoc />
    internal override Task<Arrival> PlanPutAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken)
    {
        var arriving = new List<(DatasetRef, MemoryDataset)>(datasets.Count);
        foreach (var (value, dataset) in datasets)
        {
            if (dataset.DatasetType.Component is not null)
                throw new DatastoreException($"'{dataset.DatasetType.Name}' is a component and can't be stored by itself; store '{dataset.DatasetType.ParentName}'.");
            if (!constraints.Accepts(dataset))
                throw new DatastoreException($"The datastore's constraints don't accept {dataset.DatasetType.Name} {dataset.DataId}; change datastore.constraints in butler.yaml.");
            if (stored.ContainsKey(dataset.Id))
                throw new ConflictException($"The dataset {dataset} is stored already; unstore it first.");
            var storageClass = services.StorageClasses[dataset.DatasetType.StorageClass];
            var coerced = services.Types.Coerce(value, storageClass, () => $"The dataset {dataset.DatasetType.Name} {dataset.DataId}");
            arriving.Add((dataset, new(ObjectCopies.Of(coerced), storageClass.Name)));
        }

        return Task.FromResult<Arrival>(new MemoryArrival(stored, arriving));
    }

    /// <inheritdoc />
    internal override Task<Arrival> PlanIngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken) =>
        throw new DatastoreException($"The datastore {Name} keeps objects in memory and can't take files in; configure one that keeps files.");

    private DatasetUri Uri(DatasetRef dataset)
    {
        var dataId = string.Join('&', dataset.DataId.Items.Select(i => $"{i.Name}={System.Uri.EscapeDataString(i.Value.ToString()!)}"));
        var mark = stored.ContainsKey(dataset.Id) ? "" : "#predicted";
        return new(dataset.DatasetType.Component, ResourcePath.ParseStored($"mem://{dataset.Id:D}/{dataset.DatasetType.Name}?{dataId}{mark}"));
    }
}
