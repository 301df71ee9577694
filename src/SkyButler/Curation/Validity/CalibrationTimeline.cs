using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;

namespace SkyButler.Curation.Validity;

/// <summary>When the calibrations of one type and data ID are valid, over one or several collections.</summary>
/// <param name="DatasetType">The type.</param>
/// <param name="DataId">The data ID.</param>
/// <param name="Ranges">Ranges of validity by their beginnings.</param>
public sealed record CalibrationTimeline(DatasetType DatasetType, DataCoordinate DataId, IReadOnlyList<DatasetAssociation> Ranges)
{
    /// <summary>Ranges between the first beginning and the last end for which nothing is valid.</summary>
    public IReadOnlyList<Timespan> Gaps
    {
        get
        {
            var gaps = new List<Timespan>();
            var end = Ranges[0].Validity!.Value.EndNanoseconds;
            foreach (var range in Ranges.Skip(1).Select(range => range.Validity!.Value))
            {
                if (range.BeginNanoseconds > end)
                    gaps.Add(Timespan.Between(end, range.BeginNanoseconds));
                end = Math.Max(end, range.EndNanoseconds);
            }

            return gaps;
        }
    }

    /// <summary>Ranges for which several datasets are valid, as happens over several collections.</summary>
    public IReadOnlyList<Timespan> Overlaps
    {
        get
        {
            var overlaps = new List<Timespan>();
            var end = Ranges[0].Validity!.Value.EndNanoseconds;
            foreach (var range in Ranges.Skip(1).Select(range => range.Validity!.Value))
            {
                if (range.BeginNanoseconds < end)
                    overlaps.Add(Timespan.Between(range.BeginNanoseconds, Math.Min(end, range.EndNanoseconds)));
                end = Math.Max(end, range.EndNanoseconds);
            }

            return overlaps;
        }
    }

    /// <summary>The timelines of a type in some calibration collections, sorted by data ID.</summary>
    /// <param name="queries">Asks the registry.</param>
    /// <param name="datasetType">Name of the type.</param>
    /// <param name="collections">Collections, no chains.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<CalibrationTimeline>> FindAsync(
        QueryEngine queries, string datasetType, IReadOnlyList<string> collections, CancellationToken cancellationToken)
    {
        var ranges = new Dictionary<DataCoordinate, List<DatasetAssociation>>();
        await foreach (var association in queries.AssociationsAsync(datasetType, collections, null, cancellationToken))
        {
            if (association.Validity is null)
                continue;
            if (!ranges.TryGetValue(association.Dataset.DataId, out var own))
                ranges[association.Dataset.DataId] = own = [];
            own.Add(association);
        }

        return
        [
            .. ranges.OrderBy(pair => pair.Key).Select(pair => new CalibrationTimeline(
                pair.Value[0].Dataset.DatasetType, pair.Key,
                [.. pair.Value.OrderBy(range => range.Validity!.Value.BeginNanoseconds).ThenBy(range => range.Validity!.Value.EndNanoseconds).ThenBy(range => range.Collection, StringComparer.Ordinal)])),
        ];
    }
}
