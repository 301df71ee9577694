using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.DataIds;

/// <summary>
/// Turns data IDs as people write them into coordinates: alternate keys and fields are looked up, governors filled in, and for
/// calibrations the time is taken from further temporal dimensions.
/// </summary>
internal sealed class DataIdResolver
{
    private readonly SqlRegistry registry;
    private readonly DefaultGovernors governors;
    private readonly RecordSearch search;

    public DataIdResolver(SqlRegistry registry, Lazy<QueryEngine> queries, DefaultGovernors governors)
    {
        this.registry = registry;
        this.governors = governors;
        search = new(registry, queries);
    }

    /// <summary>The coordinate that a data ID means for a dataset type, and for calibrations the time for which they must be valid.</summary>
    public async Task<(DataCoordinate DataId, Timespan? Timespan)> ResolveAsync(DatasetType type, DataId dataId, CancellationToken cancellationToken)
    {
        var written = WrittenDataId.Sort(type, dataId);
        var values = new Dictionary<string, object>(written.Values, StringComparer.Ordinal);
        foreach (var (dimension, fields) in written.Constraints)
            await ApplyAsync(dimension, fields, values, cancellationToken).ConfigureAwait(false);
        // A calibration's own dimensions don't tell its time: whatever else was said may.
        var group = type.IsCalibration ? type.Dimensions.Union(registry.Universe.Conform(values.Keys)) : type.Dimensions;
        var coordinate = await CheckedAsync(type, group, values, cancellationToken).ConfigureAwait(false);
        if (!type.IsCalibration)
            return (coordinate, null);
        var timespan = group.TemporalFamilies.Count > 0 ? coordinate.Timespan() : Timespan.Unbounded;
        if (!type.Dimensions.DataIdKeys.Take(type.Dimensions.Required.Count).All(k => coordinate.TryGet(k, out _)))
            coordinate = (await registry.Records.ExpandAsync([coordinate], cancellationToken).ConfigureAwait(false))[0];
        return (coordinate.Subset(type.Dimensions), timespan);
    }

    // Implied values that were written are compared with the records; without any, records are fetched only where they are needed.
    private async Task<DataCoordinate> CheckedAsync(DatasetType type, DimensionGroup group, Dictionary<string, object> values, CancellationToken cancellationToken)
    {
        var defaults = await governors.ForAsync(group, values, cancellationToken).ConfigureAwait(false);
        var implied = group.Implied.Where(d => values.ContainsKey(d.Name)).ToList();
        var named = values.Where(p => !implied.Any(d => d.Name == p.Key)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var coordinate = DataCoordinate.Standardize(group, named, defaults);
        if (implied.Count == 0 && (!type.IsCalibration || group.TemporalFamilies.Count == 0))
            return coordinate;
        coordinate = await registry.Records.ExpandAsync(coordinate, element => IsNeeded(element, type, group), cancellationToken).ConfigureAwait(false);
        foreach (var dimension in implied)
        {
            if (DataIdValue.From(values[dimension.Name]) != coordinate[dimension.Name])
            {
                throw new InconsistentDataIdException(
                    $"The data ID {new DataId(values)} contradicts the records: '{dimension}' is '{coordinate[dimension.Name]}' there. Leave it out, or correct it.");
            }
        }

        return coordinate;
    }

    // What only follows from the record of another is there, as the database sees to; nobody asks for more of it.
    private static bool IsNeeded(DimensionElement element, DatasetType type, DimensionGroup group) => type.Dimensions.Elements.Contains(element)
        || group.Required.Contains(element)
        || element.DefinesRelationships
        || element.Implied.Any(i => group.Contains(i.Name))
        || group.TemporalFamilies.Any(family => family.Best(group) == element);

    private async Task ApplyAsync(
        DimensionElement dimension, IReadOnlyDictionary<string, object> fields, Dictionary<string, object> values, CancellationToken cancellationToken)
    {
        var own = dimension.MinimalGroup;
        var known = new DataId(values.Where(p => own.Contains(p.Key)));
        foreach (var (governor, value) in await governors.ForAsync(own, values, cancellationToken).ConfigureAwait(false))
        {
            if (own.Contains(governor))
                known.TryAdd(governor, value.ToObject());
        }

        var record = values.ContainsKey(dimension.Name)
            ? await search.GetAsync(dimension, known, fields, cancellationToken).ConfigureAwait(false)
            : await search.FindAsync(dimension, known, fields, cancellationToken).ConfigureAwait(false);
        values[dimension.Name] = record[dimension.Name]!;
    }
}
