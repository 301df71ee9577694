using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Lookup;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Chained;

/// <summary>
/// Several datastores as one: what comes in goes to every one that accepts it, and is read from the first that has it. Another that has it
/// too takes over where a file is missing or damaged.
/// </summary>
public sealed class ChainedDatastore : Datastore
{
    private readonly IReadOnlyList<(Datastore Store, Constraints Constraints)> children;
    private readonly DatastoreServices services;

    /// <summary>Makes a chain.</summary>
    /// <param name="children">The datastores, in the order in which they are asked, with what the chain lets into each.</param>
    /// <param name="services">What a datastore needs from outside.</param>
    internal ChainedDatastore(IReadOnlyList<(Datastore Store, Constraints Constraints)> children, DatastoreServices services)
        : base(services)
    {
        this.children = children;
        this.services = services;
    }

    /// <summary>The datastores, in the order in which they are asked.</summary>
    public IEnumerable<Datastore> Children => children.Select(c => c.Store);

    /// <inheritdoc />
    public override string Name => $"ChainedDatastore[{string.Join(", ", Children.Select(c => c.Name))}]";

    /// <inheritdoc />
    internal override IEnumerable<FileDatastore> FileStores => Children.SelectMany(c => c.FileStores);

    /// <inheritdoc />
    public override Task PrepareAsync(CancellationToken cancellationToken) => EachAsync(child => child.PrepareAsync(cancellationToken));

    /// <inheritdoc />
    public override Task RecoverAsync(CancellationToken cancellationToken) => EachAsync(child => child.RecoverAsync(cancellationToken));

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindRecordsAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, IReadOnlyList<FileRecord>>();
        foreach (var child in Children)
            foreach (var (id, records) in await child.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false))
                found.TryAdd(id, records);
        return found;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var result = new Dictionary<Guid, DatasetExistence>();
        foreach (var child in Children)
            foreach (var (id, existence) in await child.ExistsAsync(datasets, cancellationToken).ConfigureAwait(false))
                result[id] = result.GetValueOrDefault(id) | existence;
        return result;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(
        IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var uris = new Dictionary<Guid, IReadOnlyList<DatasetUri>>();
        var open = datasets.DistinctBy(d => d.Id).ToList();
        foreach (var child in Children)
        {
            var known = await child.ExistsAsync(open, cancellationToken).ConfigureAwait(false);
            foreach (var (id, found) in await child.GetUrisAsync([.. open.Where(d => known[d.Id] != DatasetExistence.None)], cancellationToken).ConfigureAwait(false))
                uris[id] = found;
            open.RemoveAll(d => uris.ContainsKey(d.Id));
        }

        // What nobody has would come to the first that keeps files and takes it.
        foreach (var group in open.GroupBy(d => children.FirstOrDefault(c => c.Store is FileDatastore && Takes(c, d)).Store ?? children[0].Store))
            foreach (var (id, predicted) in await group.Key.GetUrisAsync([.. group], cancellationToken).ConfigureAwait(false))
                uris[id] = predicted;
        return uris;
    }

    /// <inheritdoc />
    public override Task TrashAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => EachAsync(child => child.TrashAsync(ids, cancellationToken));

    /// <inheritdoc />
    public override Task EmptyTrashAsync(CancellationToken cancellationToken) => EachAsync(child => child.EmptyTrashAsync(cancellationToken));

    /// <inheritdoc />
    public override Task ForgetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => EachAsync(child => child.ForgetAsync(ids, cancellationToken));

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        foreach (var child in Children)
            await child.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    internal override bool Accepts(DatasetRef dataset) => children.Any(c => Takes(c, dataset));

    /// <inheritdoc />
    internal override async Task<object?> TryGetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var child in Children)
        {
            try
            {
                if (await child.TryGetAsync(dataset, parameters, cancellationToken).ConfigureAwait(false) is { } value)
                    return value;
            }
            catch (Exception e) when (e is DatastoreException or ResourceException)
            {
                services.Log.LogWarning("{Failure} Other datastores of the chain are asked.", e.Message);
                failure ??= e;
            }
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return null;
    }

    /// <inheritdoc />
    internal override async Task<Arrival> PlanPutAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken)
    {
        foreach (var dataset in datasets.Select(d => d.Dataset))
            if (!Accepts(dataset))
                throw new DatastoreException($"No datastore of the chain accepts {dataset.DatasetType.Name} {dataset.DataId}; change datastore.datastore_constraints, or the constraints of one of them.");
        var parts = new List<Arrival>();
        foreach (var child in children)
        {
            var own = datasets.Where(d => Takes(child, d.Dataset)).ToList();
            if (own.Count > 0)
                parts.Add(await child.Store.PlanPutAsync(own, cancellationToken).ConfigureAwait(false));
        }

        return new JointArrival(parts);
    }

    /// <inheritdoc />
    internal override async Task<Arrival> PlanIngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            if (!children.Any(c => KeepsFiles(c.Store) && file.Datasets.All(d => Takes(c, d))))
                throw new DatastoreException($"No datastore of the chain accepts all datasets of the file {file.Path}; change datastore.datastore_constraints, or the constraints of one of them.");
        var shares = children.Where(c => KeepsFiles(c.Store))
            .Select(child => (child.Store, Files: files.Where(f => f.Datasets.All(d => Takes(child, d))).ToList()))
            .Where(share => share.Files.Count > 0).ToList();
        // A file can be moved once: where several take it, all copy it, and then it is removed.
        var moves = options.Transfer == TransferMode.Move && shares.Count > 1;
        var parts = new List<Arrival>();
        foreach (var (store, own) in shares)
            parts.Add(await store.PlanIngestAsync(own, moves ? options with { Transfer = TransferMode.Copy } : options, cancellationToken).ConfigureAwait(false));
        if (!moves)
            return new JointArrival(parts);
        IReadOnlyList<ResourcePath> sources = [.. parts.SelectMany(p => p.Sources).Distinct()];
        return sources.FirstOrDefault(s => FileStores.Any(store => s.IsWithin(store.Root))) is { } inside
            ? throw new DatastoreException($"The file {inside.DisplayName} lies in a datastore of the chain and can't be moved; choose another transfer mode, such as copy.")
            : new JointArrival(parts, () => RemoveSourcesAsync(sources));
    }

    /// <inheritdoc />
    internal override async Task<Arrival> PlanAdoptionAsync(IReadOnlyList<AdoptedFile> files, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            if (!children.Any(c => KeepsFiles(c.Store) && file.Datasets.All(d => Takes(c, d))))
                throw new DatastoreException($"No datastore of the chain accepts all datasets of the file {file.Path}; change datastore.datastore_constraints, or the constraints of one of them.");
        var parts = new List<Arrival>();
        foreach (var child in children.Where(c => KeepsFiles(c.Store)))
        {
            var own = files.Where(f => f.Datasets.All(d => Takes(child, d))).ToList();
            if (own.Count > 0)
                parts.Add(await child.Store.PlanAdoptionAsync(own, progress, cancellationToken).ConfigureAwait(false));
        }

        return new JointArrival(parts);
    }

    private static bool Takes((Datastore Store, Constraints Constraints) child, DatasetRef dataset) =>
        child.Constraints.Accepts(dataset) && child.Store.Accepts(dataset);

    private static bool KeepsFiles(Datastore store) => store.FileStores.Any();

    private async Task RemoveSourcesAsync(IReadOnlyList<ResourcePath> sources)
    {
        foreach (var failure in await services.Stores.DeleteAsync(sources, CancellationToken.None).ConfigureAwait(false))
            services.Log.LogWarning("The file was taken in, but can't be removed from where it was: {Reason}", failure.Error.Message);
    }

    private async Task EachAsync(Func<Datastore, Task> step)
    {
        foreach (var child in Children)
            await step(child).ConfigureAwait(false);
    }
}
