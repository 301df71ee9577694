using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets;

/// <summary>Registers datasets whose identifiers are given, such as those of another repository: what is there already must be identical.</summary>
internal sealed class DatasetImporter(
    RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, SummaryWriter summaries, DatasetRows rows, DatasetConflicts conflicts)
{
    private Database Database => context.Database;

    public async Task ImportAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        if (datasets.Count == 0)
            return;
        var runs = await RunsAsync(datasets, cancellationToken).ConfigureAwait(false);
        var groups = new List<(DatasetTypeTables Tables, IReadOnlyList<DatasetRef> Datasets)>();
        foreach (var (_, group) in Partition.By(Distinct(datasets), d => d.DatasetType.ParentName))
            groups.Add((await types.TablesAsync(group[0].DatasetType, cancellationToken).ConfigureAwait(false), group));
        var date = TaiTime.Now(context.Clock);
        if (await TryInsertAsync(groups, runs, date, cancellationToken).ConfigureAwait(false))
            return;
        IReadOnlyList<DatasetRef> current = [];
        try
        {
            await Database.EnsureAsync(
                async token =>
                {
                    foreach (var (tables, list) in groups)
                    {
                        current = list;
                        await ImportAsync(tables, list, runs, date, token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e)
        {
            throw await ExplainAsync(e, current, cancellationToken).ConfigureAwait(false);
        }
    }

    // Mostly all of them are new, and then no table has to be made to compare them with what is there.
    private async Task<bool> TryInsertAsync(
        List<(DatasetTypeTables Tables, IReadOnlyList<DatasetRef> Datasets)> groups, Dictionary<string, object> runs, long date, CancellationToken cancellationToken)
    {
        try
        {
            await Database.SavepointAsync(
                async token =>
                {
                    foreach (var (tables, list) in groups)
                    {
                        foreach (var (run, members) in Partition.By(list, d => d.Run))
                            await rows.InsertAsync(tables, runs[run], OfType(InOrder(members), tables.Type.Dimensions), date, token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConstraintException)
        {
            return false;
        }
    }

    // Identifiers are spread over indexes that are larger than the database's cache: in their order each page of these is changed once for all of a part.
    private static IReadOnlyList<DatasetRef> InOrder(IReadOnlyList<DatasetRef> datasets)
    {
        var sorted = datasets.ToArray();
        Array.Sort(sorted, static (one, other) => one.Id.CompareTo(other.Id));
        return sorted;
    }

    private static IReadOnlyList<DatasetRef> OfType(IReadOnlyList<DatasetRef> datasets, DimensionGroup dimensions) =>
        datasets.All(d => d.DataId.Dimensions == dimensions) ? datasets : [.. datasets.Select(d => d.WithDataId(d.DataId.Subset(dimensions)))];

    // The same dataset may be named twice, but not with two data IDs or runs.
    private static IReadOnlyList<DatasetRef> Distinct(IReadOnlyList<DatasetRef> datasets)
    {
        var seen = new Dictionary<Guid, DatasetRef>(datasets.Count);
        foreach (var dataset in datasets)
        {
            if (!seen.TryAdd(dataset.Id, dataset) && seen[dataset.Id] is var other && (other.Run != dataset.Run || other.DatasetType.Name != dataset.DatasetType.Name || !other.DataId.Equals(dataset.DataId)))
                throw new ConflictException($"The identifier {dataset.Id} is given to two datasets: {DatasetConflicts.Name(other)} and {DatasetConflicts.Name(dataset)}.");
        }

        return seen.Count == datasets.Count ? datasets : [.. seen.Values];
    }

    private async Task<Dictionary<string, object>> RunsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var record in await collections.FindAllAsync([.. datasets.Select(d => d.Run).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false))
        {
            CollectionTypes.Require(record, CollectionType.Run, "Datasets are registered in");
            runs[record.Name] = record.Key;
        }

        return runs;
    }

    private async Task ImportAsync(
        DatasetTypeTables tables, IReadOnlyList<DatasetRef> datasets, Dictionary<string, object> runs, long date, CancellationToken cancellationToken)
    {
        var staged = new StagedDatasets(context, tables);
        await staged.CreateAsync(datasets, runs, cancellationToken).ConfigureAwait(false);
        await staged.RefuseConflictsAsync(cancellationToken).ConfigureAwait(false);
        await staged.InsertDatasetsAsync(date, cancellationToken).ConfigureAwait(false);
        foreach (var group in datasets.GroupBy(d => d.Run, StringComparer.Ordinal))
            await summaries.WriteAsync(runs[group.Key], tables, group.Select(d => d.DataId.Subset(tables.Type.Dimensions)), cancellationToken).ConfigureAwait(false);
        await staged.InsertTagsAsync(cancellationToken).ConfigureAwait(false);
        await staged.DropAsync(cancellationToken).ConfigureAwait(false);
    }

    // Rows went in by the thousand, so the culprit is looked for among all of them.
    private async Task<Exception> ExplainAsync(ConstraintException refused, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var twin = datasets.GroupBy(d => (d.Run, d.DataId)).FirstOrDefault(g => g.Skip(1).Any());
        if (refused.Kind == ConstraintKind.Unique && twin is not null)
            return new ConflictException($"Two datasets to be registered in run '{twin.Key.Run}' are {DatasetConflicts.Name(twin.First())}: {twin.First().Id} and {twin.Skip(1).First().Id}.", refused);
        Exception? explained = null;
        if (refused.Kind == ConstraintKind.ForeignKey)
            explained = await conflicts.MissingRecordAsync(datasets, cancellationToken).ConfigureAwait(false);
        return explained ?? await conflicts.ExplainAsync(refused, datasets[0], cancellationToken).ConfigureAwait(false);
    }
}
