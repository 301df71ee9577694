using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;

namespace SkyButler.Transfers.Imports;

/// <summary>Puts imported datasets into tagged and calibration collections, those of many entries for one collection at a time.</summary>
internal sealed class AssociationImport(SqlRegistry registry)
{
    private readonly List<ImportPart.Associations> waiting = [];
    private int count;

    /// <summary>Takes an entry; those before it are done with when they are enough.</summary>
    public async Task AddAsync(ImportPart.Associations part, int batchSize, CancellationToken cancellationToken)
    {
        if (waiting.Count > 0 && (waiting[0].Name != part.Name || count + part.Ids.Count > batchSize))
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        waiting.Add(part);
        count += part.Ids.Count;
    }

    /// <summary>Does with all that was taken.</summary>
    /// <exception cref="ImportException">A dataset is not there.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return;
        var found = await registry.Datasets.GetAsync([.. waiting.SelectMany(p => p.Ids).Distinct()], cancellationToken).ConfigureAwait(false);
        var datasets = new List<DatasetRef>();
        var ranges = new List<(DatasetRef, Timespan)>();
        foreach (var part in waiting)
            foreach (var id in part.Ids)
            {
                if (!found.TryGetValue(id, out var dataset))
                    throw ImportValues.Error(part.Where, $"The collection '{part.Name}' is to have the dataset {id}, which is neither in the file nor in the repository.");
                if (part.Validity is { } validity)
                    ranges.Add((dataset, validity));
                else
                    datasets.Add(dataset);
            }

        if (ranges.Count > 0)
            await registry.Datasets.EnsureCertifiedAsync(waiting[0].Name, ranges, cancellationToken).ConfigureAwait(false);
        if (datasets.Count > 0)
            await registry.Datasets.AssociateAsync(waiting[0].Name, datasets, cancellationToken).ConfigureAwait(false);
        waiting.Clear();
        count = 0;
    }
}
