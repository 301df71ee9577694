using SkyButler.Datasets;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Requests;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>
/// Makes the collections that were planned: prunes what is replaced, registers run and chain, puts the run first. Only what becomes of the chain is an action
/// of the log: what is pruned is deleted, since a part of it alone could not be taken back.
/// </summary>
internal sealed class CollectionWriter(Butler butler)
{
    private const int BatchSize = 5_000;

    // Who changed the chain, in the log.
    private const string By = "pipetask run";

    public async Task WriteAsync(CollectionPlan plan, PruneReplaced prune, PipelineGraph pipeline, CancellationToken cancellationToken)
    {
        if (plan.Replaced is { } replaced)
        {
            if (prune == PruneReplaced.Unstore)
                await UnstoreAsync(replaced, pipeline, cancellationToken).ConfigureAwait(false);
            if (prune == PruneReplaced.Purge)
                await PurgeAsync(replaced, plan.Output!, cancellationToken).ConfigureAwait(false);
        }

        await butler.Registry.TransactAsync(token => RegisterAsync(plan, token), cancellationToken).ConfigureAwait(false);
    }

    // The transaction keeps other writers out from its beginning: what is read here is still so when it is changed.
    private async Task RegisterAsync(CollectionPlan plan, CancellationToken cancellationToken)
    {
        var collections = butler.Registry.Collections;
        if (!plan.OutputRunExists && await collections.FindAsync(plan.OutputRun, cancellationToken).ConfigureAwait(false) is not null)
            throw new ExecutionException($"The output run '{plan.OutputRun}' was made by somebody else meanwhile; start again.");
        await collections.RegisterAsync([plan.OutputRun], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        if (plan.Output is not { } output)
            return;
        var chain = await collections.FindAsync(output, cancellationToken).ConfigureAwait(false);
        if (plan.ExtendRun && plan.Rebased is null)
        {
            await collections.RegisterAsync([output], CollectionType.Chained, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var current = chain is null ? null
            : chain.Children.Count == 0 ? []
            : (await collections.FlattenAsync(chain.Children, cancellationToken).ConfigureAwait(false)).Select(c => c.Name).ToList();
        await new ChainDefinition { Parent = output, Children = plan.Members(current), By = By }.ApplyAsync(butler.Registry, cancellationToken).ConfigureAwait(false);
    }

    private async Task PurgeAsync(string run, string output, CancellationToken cancellationToken)
    {
        var collections = butler.Registry.Collections;
        await collections.EditChainAsync(output, ChainEdit.Remove, [run], cancellationToken).ConfigureAwait(false);
        try
        {
            await butler.RemoveRunsAsync([run], new RunRemovalOptions { Keeping = RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
        }
        catch (OrphanedRecordException)
        {
            // Another chain holds it: so it stays here too.
            await collections.EditChainAsync(output, ChainEdit.Prepend, [run], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // What tasks wrote for their quanta goes; what was written once tells later how it was made, and stays.
    private async Task UnstoreAsync(string run, PipelineGraph pipeline, CancellationToken cancellationToken)
    {
        var options = new PruneOptions { Unstore = true, Keeping = RemovalKeeping.Unlogged };
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
