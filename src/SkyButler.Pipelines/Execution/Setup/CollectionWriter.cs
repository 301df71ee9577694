using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Requests;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Makes the collections that were planned: prunes what is replaced, registers run and chain, puts the run first.</summary>
internal sealed class CollectionWriter(Butler butler)
{
    private const int BatchSize = 5_000;

    public async Task WriteAsync(CollectionPlan plan, PruneReplaced prune, PipelineGraph pipeline, CancellationToken cancellationToken)
    {
        var collections = butler.Registry.Collections;
        var chain = plan.Chain.ToList();
        if (plan.Replaced is { } replaced)
        {
            chain.RemoveAt(0);
            if (prune == PruneReplaced.Unstore)
                await UnstoreAsync(replaced, pipeline, cancellationToken).ConfigureAwait(false);
            if (prune == PruneReplaced.Purge)
                await PurgeAsync(replaced, plan.Output!, chain, cancellationToken).ConfigureAwait(false);
        }

        await collections.RegisterAsync([plan.OutputRun], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        if (plan.Output is not { } output)
            return;
        await collections.RegisterAsync([output], CollectionType.Chained, null, cancellationToken).ConfigureAwait(false);
        if (!plan.ExtendRun || plan.Rebased is not null)
            await collections.EditChainAsync(output, ChainEdit.Redefine, [plan.OutputRun, .. chain.Where(c => c != plan.OutputRun)], cancellationToken).ConfigureAwait(false);
    }

    private async Task PurgeAsync(string run, string output, IReadOnlyList<string> rest, CancellationToken cancellationToken)
    {
        var collections = butler.Registry.Collections;
        await collections.EditChainAsync(output, ChainEdit.Redefine, rest, cancellationToken).ConfigureAwait(false);
        try
        {
            await butler.RemoveRunsAsync([run], RunRemoval.Refuse, cancellationToken).ConfigureAwait(false);
        }
        catch (OrphanedRecordException)
        {
            // Another chain holds it: so it stays here too.
            await collections.EditChainAsync(output, ChainEdit.Redefine, [run, .. rest], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // What tasks wrote for their quanta goes; what was written once tells later how it was made, and stays.
    private async Task UnstoreAsync(string run, PipelineGraph pipeline, CancellationToken cancellationToken)
    {
        var options = new PruneOptions { Unstore = true };
        foreach (var type in pipeline.Products.Where(p => p.IsRegistered && p.Producer!.Kind == EdgeKind.Output))
        {
            var batch = new List<DatasetRef>();
            await foreach (var dataset in butler.Queries.DatasetsAsync(
                new DatasetQuery { DatasetType = type.Name, Collections = [run] }, cancellationToken).ConfigureAwait(false))
            {
                batch.Add(dataset);
                if (batch.Count < BatchSize)
                    continue;
                await butler.PruneDatasetsAsync(batch, options, cancellationToken).ConfigureAwait(false);
                batch = [];
            }

            if (batch.Count > 0)
                await butler.PruneDatasetsAsync(batch, options, cancellationToken).ConfigureAwait(false);
        }
    }
}
