using SkyButler.Datasets;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Transfers;

namespace SkyButler;

/// <content>Removing.</content>
public sealed partial class Butler
{
    /// <summary>Removes datasets from the datastore, from tagged collections, or altogether.</summary>
    /// <exception cref="ButlerException">The options ask for nothing, or contradict each other.</exception>
    public async Task PruneDatasetsAsync(IReadOnlyList<DatasetRef> datasets, PruneOptions options, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        if (options is { Purge: false, Unstore: false, Disassociate.Count: 0 })
            throw new ButlerException("Nothing to prune: ask to unstore, to disassociate, or to purge.");
        if (options is { Purge: true, Disassociate.Count: > 0 })
            throw new ButlerException("Purged datasets leave all collections; don't name collections to disassociate.");
        var ids = datasets.Select(d => d.Id).ToHashSet();
        await Registry.TransactAsync(
            async token =>
            {
                if (options.Unstore || options.Purge)
                    await Datastore.TrashAsync(ids, token).ConfigureAwait(false);
                if (options.Purge)
                    await Registry.Datasets.RemoveAsync(ids, token).ConfigureAwait(false);
                foreach (var collection in options.Disassociate)
                    await Registry.Datasets.DisassociateAsync(collection, datasets, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (options.Unstore || options.Purge)
            await Datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes runs with all their datasets and files.</summary>
    /// <exception cref="OrphanedRecordException">A run is a member of chains, and <paramref name="removal"/> does not unlink it.</exception>
    public async Task RemoveRunsAsync(IReadOnlyList<string> runs, RunRemoval removal = RunRemoval.Refuse, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        foreach (var run in runs)
        {
            var collection = await Registry.Collections.GetAsync(run, cancellationToken).ConfigureAwait(false);
            if (collection.Type != CollectionType.Run)
                throw new CollectionTypeException($"'{run}' is a {collection.Type.ToString().ToUpperInvariant()} collection, not a RUN; remove it by remove-collections.");
        }

        var parents = await Registry.Collections.ParentsAsync(runs, cancellationToken).ConfigureAwait(false);
        if (removal == RunRemoval.Refuse && parents.FirstOrDefault(p => p.Value.Count > 0) is { Key: { } held } member)
            throw new OrphanedRecordException($"The run '{held}' is a member of {string.Join(", ", member.Value)}; take it out of these chains first, or ask to unlink it.");
        var ids = await DatasetsOfAsync(runs, cancellationToken).ConfigureAwait(false);
        await Registry.TransactAsync(
            async token =>
            {
                foreach (var (run, chains) in parents)
                    foreach (var chain in chains)
                        await Registry.Collections.EditChainAsync(chain, ChainEdit.Remove, [run], token).ConfigureAwait(false);
                await Datastore.TrashAsync(ids, token).ConfigureAwait(false);
                await Registry.Collections.RemoveAsync(runs, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await Datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<Guid>> DatasetsOfAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var summaries = await Registry.Collections.SummariesAsync(runs, cancellationToken).ConfigureAwait(false);
        foreach (var (run, summary) in summaries)
        {
            foreach (var type in summary.DatasetTypes.Order(StringComparer.Ordinal))
            {
                var query = new DatasetQuery { DatasetType = type, Collections = [run] };
                await foreach (var dataset in Queries.DatasetsAsync(query, cancellationToken).ConfigureAwait(false))
                    ids.Add(dataset.Id);
            }
        }

        return ids;
    }
}
