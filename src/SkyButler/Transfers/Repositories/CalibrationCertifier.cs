using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Transfers.Repositories;

/// <summary>Certifies calibrations that come from elsewhere; those that are certified for the same time already, as after a work that was stopped, are left alone.</summary>
internal sealed class CalibrationCertifier(SqlRegistry registry)
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
            var there = await registry.Datasets.FindCertifiedAsync(collection, datasets, validity, cancellationToken).ConfigureAwait(false);
            if (there.Count == 0)
                throw;
            IReadOnlyList<DatasetRef> open = [.. datasets.Where(d => !there.Contains(d.Id))];
            if (open.Count > 0)
                await registry.Datasets.CertifyAsync(collection, open, validity, cancellationToken).ConfigureAwait(false);
        }
    }
}
