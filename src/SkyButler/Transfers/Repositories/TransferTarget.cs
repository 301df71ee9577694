using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Transfers.Repositories;

/// <summary>A repository as those see it who bring datasets in.</summary>
/// <param name="Registry">What its database knows.</param>
/// <param name="Queries">Questions to that.</param>
/// <param name="Datastore">What its storage holds.</param>
/// <param name="Log">Is told what is to be known and is no error.</param>
/// <param name="IngestAsync">Takes files in, with all that belongs to it.</param>
internal sealed record TransferTarget(
    SqlRegistry Registry, QueryEngine Queries, Datastore Datastore, ILogger Log, Func<IReadOnlyList<FileDataset>, IngestOptions, CancellationToken, Task> IngestAsync)
{
    /// <summary>Takes in files with records that were made elsewhere; datasets that are stored already are passed over. Their runs are made if need be.</summary>
    /// <returns>How many datasets came in.</returns>
    public Task<int> AdoptAsync(IReadOnlyList<AdoptedFile> files, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        AdoptAsync(files, progress, static _ => Task.CompletedTask, cancellationToken);

    /// <summary>The same together with what its datasets need, which <paramref name="prepare"/> brings inside the same transaction.</summary>
    public async Task<int> AdoptAsync(
        IReadOnlyList<AdoptedFile> files, IProgress<WorkProgress>? progress, Func<CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var stored = await Datastore.FindRecordsAsync([.. files.SelectMany(f => f.Datasets).Select(d => d.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        var open = files.Where(f => f.Datasets.Any(d => !stored.ContainsKey(d.Id))).ToList();
        if (open.Count == 0)
            return 0;
        var datasets = open.SelectMany(f => f.Datasets).DistinctBy(d => d.Id).ToList();
        await Datastore.AdoptAsync(
            open,
            async token =>
            {
                await prepare(token).ConfigureAwait(false);
                await RegisterAsync(datasets, token).ConfigureAwait(false);
            },
            progress,
            cancellationToken).ConfigureAwait(false);
        return datasets.Count;
    }

    private async Task RegisterAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        await Registry.Collections.RegisterAsync([.. datasets.Select(d => d.Run).Distinct()], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        await Registry.Datasets.ImportAsync(datasets, cancellationToken).ConfigureAwait(false);
    }
}
