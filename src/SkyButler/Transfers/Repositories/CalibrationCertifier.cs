using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Transfers.Repositories;

/// <summary>Certifies calibrations that come from elsewhere; those that are certified for the same time already, as after a work that was stopped, are left alone.</summary>
internal sealed class CalibrationCertifier(SqlRegistry registry, QueryEngine queries)
{
    /// <summary>Certifies datasets.</summary>
    /// <exception cref="ConflictException">Another validity range overlaps.</exception>
    public async Task CertifyAsync(string collection, IReadOnlyList<DatasetRef> datasets, Timespan validity, CancellationToken cancellationToken)
    {
        try
        {
            await registry.Datasets.CertifyAsync(collection, datasets, validity, cancellationToken).ConfigureAwait(false);
        }
        catch (ConflictException)
        {
            var open = datasets.ToDictionary(d => d.Id);
            foreach (var type in datasets.Select(d => d.DatasetType.ParentName).Distinct(StringComparer.Ordinal))
                await foreach (var there in queries.AssociationsAsync(type, [collection], null, cancellationToken).ConfigureAwait(false))
                    if (there.Validity == validity)
                        open.Remove(there.Dataset.Id);
            if (open.Count == datasets.Count)
                throw;
            if (open.Count > 0)
                await registry.Datasets.CertifyAsync(collection, [.. open.Values], validity, cancellationToken).ConfigureAwait(false);
        }
    }
}
