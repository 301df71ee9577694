using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Transfers.Imports.Reading;

namespace SkyButler.Transfers.Imports;

/// <summary>Puts imported datasets into tagged and calibration collections, those of many entries for one collection at a time.</summary>
internal sealed class AssociationImport(SqlRegistry registry)
{
    private readonly List<ImportPart.Associations> waiting = [];
    private readonly Dictionary<string, Guid> logged = new(StringComparer.Ordinal);
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
            await CertifyAsync(waiting[0].Name, ranges, cancellationToken).ConfigureAwait(false);
        if (datasets.Count > 0)
            await registry.Datasets.AssociateAsync(waiting[0].Name, datasets, cancellationToken).ConfigureAwait(false);
        waiting.Clear();
        count = 0;
    }

    // One action of the log for a collection, however many parts its ranges came in; which of them were there before is not kept.
    private async Task CertifyAsync(string collection, IReadOnlyList<(DatasetRef, Timespan)> ranges, CancellationToken cancellationToken)
    {
        Guid? action = null;
        await registry.Context.Database.SavepointAsync(
            async token =>
            {
                action = null;
                if (await registry.Datasets.EnsureCertifiedAsync(collection, ranges, token).ConfigureAwait(false) is var added and > 0)
                    action = await TellAsync(collection, added, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (action is { } written)
            logged[collection] = written;
    }

    // Null where nothing can be logged.
    private async Task<Guid?> TellAsync(string collection, long added, CancellationToken cancellationToken)
    {
        if (logged.TryGetValue(collection, out var action))
        {
            await registry.Log.AdvanceAsync(action, added, [], cancellationToken).ConfigureAwait(false);
            return action;
        }

        var entry = new LogEntry
        {
            Id = registry.Log.NewId(),
            Action = LogAction.Certify,
            Subject = $"{collection} (by {RepositoryImport.By})",
            Datasets = added,
            NotKept = "what an import certifies is not taken back",
        };
        return await registry.Log.AddAsync(entry, new(), [collection], [], cancellationToken).ConfigureAwait(false) ? entry.Id : null;
    }
}
