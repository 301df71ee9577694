using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Records;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers.Repositories;

/// <summary>
/// Copies all that one repository has into another: records, types, collections with documentation, datasets with files, tags and validity
/// ranges. A copy that was stopped goes on when it is asked for again. Fault points: <c>copy.after-records</c>, <c>copy.after-datasets</c>.
/// </summary>
internal sealed class RepositoryCopy(TransferSource source, TransferTarget target, TransferRequest request)
{
    // Who changed a chain, in the log.
    private const string By = "copy-repository";

    /// <summary>Copies; <paramref name="datasets"/> are all of the source.</summary>
    public async Task<TransferSummary> RunAsync(IAsyncEnumerable<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        if (source.Registry.Universe.Namespace != target.Registry.Universe.Namespace || source.Registry.Universe.Version != target.Registry.Universe.Version)
            throw new TransferException("The repositories have different dimension universes; migrate the source, or make the target with the source's (--dimension-config).");
        await CopyRecordsAsync(cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("copy.after-records");
        var types = await source.Registry.DatasetTypes.QueryAsync(["*"], null, cancellationToken).ConfigureAwait(false);
        await target.Registry.DatasetTypes.RegisterAsync([.. types.Select(t => RecordConversion.To(target.Registry.Universe, t))], cancellationToken).ConfigureAwait(false);
        var collections = CollectionOrder.ByRegistration(await source.Registry.Collections.QueryAsync(["*"], null, cancellationToken).ConfigureAwait(false));
        await CopyCollectionsAsync(collections, cancellationToken).ConfigureAwait(false);
        var transfer = new RepositoryTransfer(source, target, request with { RegisterDatasetTypes = true, TransferDimensions = false, IncludeUnstored = true });
        var summary = await transfer.RunAsync(datasets, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("copy.after-datasets");
        var associated = collections.Where(c => c.Type is CollectionType.Tagged or CollectionType.Calibration).ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var summaries = await source.Registry.Collections.SummariesAsync([.. associated.Keys], cancellationToken).ConfigureAwait(false);
        foreach (var type in types)
            if (associated.Where(c => summaries[c.Key].DatasetTypes.Contains(type.Name)).ToList() is { Count: > 0 } having)
                await CopyAssociationsAsync(type, having.ToDictionary(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        return summary;
    }

    private async Task CopyRecordsAsync(CancellationToken cancellationToken)
    {
        foreach (var element in source.Registry.Universe.Elements.Where(e => e.HasTable))
        {
            var records = source.Queries.RecordsAsync(element.Name, new DataIdQuery { Dimensions = [] }, cancellationToken);
            await foreach (var batch in records.Chunk(request.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
                await target.Registry.Records.InsertAsync(
                    target.Registry.Universe[element.Name], [.. batch.Select(r => RecordConversion.To(target.Registry.Universe[element.Name], r))], RecordInsertMode.SkipExisting, cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    private async Task CopyCollectionsAsync(IReadOnlyList<CollectionRecord> collections, CancellationToken cancellationToken)
    {
        var there = (await target.Registry.Collections.QueryAsync(["*"], null, cancellationToken).ConfigureAwait(false)).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var chains = collections.Where(c => c.Type == CollectionType.Chained && (!there.TryGetValue(c.Name, out var known) || !known.Children.SequenceEqual(c.Children))).ToDictionary(c => c.Name, c => c.Children, StringComparer.Ordinal);
        await target.Registry.Context.Database.SavepointAsync(
            async token =>
            {
                var made = await target.Registry.Collections.RegisterAsync([.. collections.Select(c => new NewCollection(c.Name, c.Type, c.Documentation))], token).ConfigureAwait(false);
                await ChainDefinition.RedefineAsync(target.Registry, chains, made.ToHashSet(StringComparer.Ordinal), By, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAssociationsAsync(DatasetType type, Dictionary<string, CollectionType> collections, CancellationToken cancellationToken)
    {
        var found = source.Queries.AssociationsAsync(type.Name, [.. collections.Keys], null, cancellationToken);
        await foreach (var batch in found.Chunk(request.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
            foreach (var members in batch.GroupBy(a => a.Collection, StringComparer.Ordinal))
                await AssociateAsync(members.Key, collections[members.Key], [.. members], cancellationToken).ConfigureAwait(false);
    }

    private Task AssociateAsync(string collection, CollectionType type, IReadOnlyList<DatasetAssociation> members, CancellationToken cancellationToken) => type == CollectionType.Tagged
        ? target.Registry.Datasets.AssociateAsync(collection, [.. members.Select(a => a.Dataset)], cancellationToken)
        : target.Registry.Datasets.EnsureCertifiedAsync(collection, [.. members.Select(a => (a.Dataset, a.Validity ?? Timespan.Unbounded))], cancellationToken);
}
