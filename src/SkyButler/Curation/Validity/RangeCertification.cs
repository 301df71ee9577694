using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Curation.Validity;

/// <summary>Certifies datasets of one type, each for a range of its own.</summary>
public static class RangeCertification
{
    /// <summary>Certifies them, all or none, and tells the log; the collection is made if need be.</summary>
    /// <exception cref="ConflictException">Validity ranges of a data ID overlap.</exception>
    public static Task ApplyAsync(
        SqlRegistry registry, string collection, string datasetType, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, CancellationToken cancellationToken) =>
        registry.TransactAsync(
            async token =>
            {
                var isNew = await registry.Collections.FindAsync(collection, token) is null;
                await registry.Collections.RegisterAsync([collection], CollectionType.Calibration, null, token);
                foreach (var group in ranges.GroupBy(range => range.Validity))
                    await registry.Datasets.CertifyAsync(collection, [.. group.Select(range => range.Dataset)], group.Key, token);
                var entry = new LogEntry { Id = registry.Log.NewId(), Action = LogAction.Certify, Subject = $"{datasetType} in {collection}", Datasets = ranges.Count };
                var memberships = ranges.Select(range => new LoggedMembership(range.Dataset.Id, collection, range.Validity.BeginNanoseconds, range.Validity.EndNanoseconds));
                await registry.Log.AddAsync(entry, new() { Made = isNew ? [collection] : [] }, [collection], memberships, token);
            },
            cancellationToken);

    /// <summary>Those of some ranges that are not certified exactly so already, as after work that was stopped.</summary>
    public static async Task<IReadOnlyList<(DatasetRef Dataset, Timespan Validity)>> MissingAsync(
        SqlRegistry registry, QueryEngine queries, string collection, string datasetType, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges,
        CancellationToken cancellationToken)
    {
        if (await registry.Collections.FindAsync(collection, cancellationToken) is null)
            return ranges;
        var there = new HashSet<(Guid, Timespan)>();
        await foreach (var association in queries.AssociationsAsync(datasetType, [collection], null, cancellationToken))
            if (association.Validity is { } validity)
                there.Add((association.Dataset.Id, validity));
        return [.. ranges.Where(range => !there.Contains((range.Dataset.Id, range.Validity)))];
    }
}
