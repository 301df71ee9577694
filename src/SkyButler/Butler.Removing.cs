using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;
using SkyButler.Resources;
using SkyButler.Transfers;
using SkyButler.Transfers.Removing;

namespace SkyButler;

/// <content>
/// Removing. Ten thousand datasets go at a time, each such part altogether or not at all; what is not removed yet stays whole. A removal that
/// was stopped between two parts goes on when it is asked for again, and every removal first finishes what an earlier one left to be deleted.
/// </content>
public sealed partial class Butler
{
    /// <summary>How many datasets are removed at a time.</summary>
    internal int RemovalChunk { get; set; } = DatasetRemoval.UsualChunk;

    /// <summary>Why datasets that would be removed now could not be brought back by an undo; null where they could, unless their files turn out to be larger than the bin.</summary>
    /// <param name="keeping">How they would be removed.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="BinException">The bin can't be written, so that nothing would be removed.</exception>
    public Task<string?> WhyNotUndoableAsync(RemovalKeeping keeping, long count, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        return RemovalForecast.FindAsync(Registry, Datastore, keeping, count, cancellationToken);
    }

    /// <summary>Removes datasets from the datastore, from tagged collections, or altogether.</summary>
    /// <exception cref="ButlerException">The options ask for nothing, or contradict each other.</exception>
    public async Task PruneDatasetsAsync(IReadOnlyList<DatasetRef> datasets, PruneOptions options, CancellationToken cancellationToken = default)
    {
        CheckPruning(options);
        var ids = datasets.Select(d => d.Id).Distinct().ToList();
        await PruneAsync(ids.Chunk(RemovalChunk).ToAsyncEnumerable(), ids.Count, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes any number of datasets from the datastore, from tagged collections, or altogether. All of them are listed before the first goes;
    /// beyond some thousands their identifiers are kept in a temporary file meanwhile.
    /// </summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ButlerException">The options ask for nothing, or contradict each other.</exception>
    public async Task<long> PruneDatasetsAsync(IAsyncEnumerable<DatasetRef> datasets, PruneOptions options, CancellationToken cancellationToken = default)
    {
        CheckPruning(options);
        var spool = new IdentifierSpool(RemovalChunk);
        await using var closing = spool.ConfigureAwait(false);
        await foreach (var dataset in datasets.WithCancellation(cancellationToken).ConfigureAwait(false))
            await spool.AddAsync(dataset.Id, cancellationToken).ConfigureAwait(false);
        await PruneAsync(spool.ChunksAsync(cancellationToken), spool.Count, options, cancellationToken).ConfigureAwait(false);
        return spool.Count;
    }

    /// <summary>Removes datasets that were shown before, and no others.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ButlerException">The options ask for nothing, or contradict each other.</exception>
    public async Task<long> PruneDatasetsAsync(DatasetSelection selection, PruneOptions options, CancellationToken cancellationToken = default)
    {
        CheckPruning(options);
        await PruneAsync(selection.ChunksAsync(cancellationToken), selection.Count, options, cancellationToken).ConfigureAwait(false);
        return selection.Count;
    }

    /// <summary>Removes all datasets that a query finds, any number of them.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ButlerException">The options ask for nothing, or contradict each other.</exception>
    /// <exception cref="QueryException">The query is wrong.</exception>
    public Task<long> PruneDatasetsAsync(AllDatasetsQuery query, PruneOptions options, CancellationToken cancellationToken = default) =>
        PruneDatasetsAsync(ReadApartAsync(query, cancellationToken), options, cancellationToken);

    /// <summary>Removes runs with all their datasets and files.</summary>
    /// <param name="runs">Names of runs.</param>
    /// <param name="removal">What happens where a run is a member of chains.</param>
    /// <param name="cancellationToken">Stops after the part that is under way.</param>
    /// <exception cref="OrphanedRecordException">A run is a member of chains, and <paramref name="removal"/> does not unlink it.</exception>
    public Task RemoveRunsAsync(IReadOnlyList<string> runs, RunRemoval removal = RunRemoval.Refuse, CancellationToken cancellationToken = default) =>
        RemoveRunsAsync(runs, new RunRemovalOptions { Removal = removal }, cancellationToken);

    /// <summary>Removes runs with all their datasets and files.</summary>
    /// <param name="runs">Names of runs.</param>
    /// <param name="options">How they are removed.</param>
    /// <param name="cancellationToken">Stops after the part that is under way.</param>
    /// <exception cref="OrphanedRecordException">A run is a member of chains, and the options don't ask to unlink it.</exception>
    public async Task RemoveRunsAsync(IReadOnlyList<string> runs, RunRemovalOptions options, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        await FinishThenAsync(() => RemoveFoundAsync([.. runs.Distinct(StringComparer.Ordinal)], options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Whether there were any runs to remove.
    private async Task<bool> RemoveFoundAsync(IReadOnlyList<string> names, RunRemovalOptions options, CancellationToken cancellationToken)
    {
        var runs = await Registry.Collections.FindAllAsync(names, cancellationToken).ConfigureAwait(false);
        foreach (var collection in runs)
            if (collection.Type != CollectionType.Run)
                throw new CollectionTypeException($"'{collection.Name}' is a {collection.TypeName} collection, not a RUN; remove it by remove-collections.");
        var parents = await Registry.Collections.ParentsAsync(names, cancellationToken).ConfigureAwait(false);
        if (options.Removal == RunRemoval.Refuse && parents.FirstOrDefault(p => p.Value.Count > 0) is { Key: { } held } member)
            throw new OrphanedRecordException($"The run '{held}' is a member of {string.Join(", ", member.Value)}; take it out of these chains first, or ask to unlink it.");
        if (names.Count == 0)
            return false;
        var request = new RemovalRequest
        {
            Action = LogAction.RemoveRuns,
            Subject = ActionLog.SubjectOf(names),
            Count = await Registry.Datasets.CountInRunsAsync(names, cancellationToken).ConfigureAwait(false),
            Keeping = options.Keeping,
            Collections = [.. runs.Select(r => new LoggedCollection(r.Name, r.Type, r.Documentation))],
        };
        await RemoveAsync(request, removal => removal.RemoveRunsAsync(names, parents, request.Count, options.Progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task PruneAsync(IAsyncEnumerable<Guid[]> chunks, long count, PruneOptions options, CancellationToken cancellationToken)
    {
        if (options.Unstore || options.Purge)
            await FinishThenAsync(PruneFoundAsync, cancellationToken).ConfigureAwait(false);
        else
            await PruneFoundAsync().ConfigureAwait(false);

        async Task<bool> PruneFoundAsync()
        {
            if (count == 0)
                return false;
            var request = new RemovalRequest
            {
                Action = options.Purge ? LogAction.Purge : options.Unstore ? LogAction.Unstore : LogAction.Disassociate,
                Subject = string.Create(CultureInfo.InvariantCulture, $"{count} datasets"),
                Count = count,
                Keeping = options.Keeping,
                Memberships = options.Purge ? null : options.Disassociate.ToHashSet(StringComparer.Ordinal),
            };
            await RemoveAsync(request, removal => removal.PruneAsync(chunks, count, options, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private async Task RemoveAsync(RemovalRequest request, Func<DatasetRemoval, Task> remove, CancellationToken cancellationToken)
    {
        var record = await RemovalRecord.BeginAsync(Registry, Datastore, request, core.Log, cancellationToken).ConfigureAwait(false);
        await using var closing = record.ConfigureAwait(false);
        await remove(new(Registry, Datastore, RemovalChunk, record)).ConfigureAwait(false);
        await record.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private void CheckPruning(PruneOptions options)
    {
        RequireWriting();
        if (options is { Purge: false, Unstore: false, Disassociate.Count: 0 })
            throw new ButlerException("Nothing to prune: ask to unstore, to disassociate, or to purge.");
        if (options is { Purge: true, Disassociate.Count: > 0 })
            throw new ButlerException("Purged datasets leave all collections; don't name collections to disassociate.");
    }

    // What still can't be deleted is met again, and told of, at the end of a removal; one that removes nothing never comes there.
    private async Task FinishThenAsync(Func<Task<bool>> removeAsync, CancellationToken cancellationToken)
    {
        var unfinished = await FinishAsync(cancellationToken).ConfigureAwait(false);
        var isToldOf = false;
        try
        {
            isToldOf = await removeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is DatastoreException or ResourceException)
        {
            isToldOf = true;
            throw;
        }
        finally
        {
            if (!isToldOf && unfinished is not null)
                core.Log.LogWarning("{Message}", unfinished.Message);
        }
    }

    private async Task<Exception?> FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
            await core.RecoverBinsAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is DatastoreException or ResourceException)
        {
            return e;
        }
    }

    // By a client that only reads, which takes rows as they come; one that may write holds all of an answer, lest it wait for itself.
    private async IAsyncEnumerable<DatasetRef> ReadApartAsync(AllDatasetsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var apart = await core.ReopenAsync(RegistryAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
        await using var closing = apart.ConfigureAwait(false);
        var reader = new Butler(apart, Collections, Run, defaultDataId, isOwner: false);
        await foreach (var dataset in reader.Queries.AllDatasetsAsync(query, cancellationToken).ConfigureAwait(false))
            yield return dataset;
    }
}
