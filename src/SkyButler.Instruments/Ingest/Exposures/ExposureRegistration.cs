using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>Registers exposures with their days and groups, many at a time: what is there is compared, or updated.</summary>
internal sealed class ExposureRegistration(SqlRegistry registry, RecordSync mode)
{
    /// <summary>Registers exposures; those that are there with other values are left alone and told of.</summary>
    public async Task<ExposureRegistrationResult> RegisterAsync(IReadOnlyList<ExposureGroup> groups, CancellationToken cancellationToken)
    {
        var changes = new List<RecordChanges>();
        var refused = new Dictionary<ExposureGroup, string>(ReferenceEqualityComparer.Instance);
        foreach (var element in groups.SelectMany(group => group.Dependencies).Select(record => record.Element).Distinct())
            changes.Add(await CompareAsync(element, groups, group => group.Dependencies.First(record => record.Element == element), refused, cancellationToken));
        var exposures = await CompareAsync(groups[0].Record.Element, groups, group => group.Record, refused, cancellationToken);
        changes.Add(exposures);
        if (changes.Any(change => change.New.Count + change.Changed.Count > 0))
            await registry.TransactAsync(token => WriteAsync(changes, token), cancellationToken);
        return new(exposures.New.Count, exposures.Changed.Count, refused);
    }

    private async Task<RecordChanges> CompareAsync(
        DimensionElement element, IReadOnlyList<ExposureGroup> groups, Func<ExposureGroup, DimensionRecord> recordOf,
        Dictionary<ExposureGroup, string> refused, CancellationToken cancellationToken)
    {
        var there = new Dictionary<DataCoordinate, DimensionRecord>(
            await registry.Records.FetchAsync(element, [.. groups.Select(group => recordOf(group).DataId)], cancellationToken));
        var changes = new RecordChanges(element);
        foreach (var group in groups.Where(group => !refused.ContainsKey(group)))
        {
            var record = recordOf(group);
            var isThere = there.TryGetValue(record.DataId, out var old);
            if (isThere && RecordDifferences.Of(old!, record) is not { Count: > 0 })
                continue;
            if (isThere && mode == RecordSync.Compare)
            {
                refused[group] = $"the '{element}' {record.DataId} is registered with other values: {string.Join(", ", RecordDifferences.Of(old!, record))}; use --update-records to change it";
                continue;
            }

            (isThere ? changes.Changed : changes.New).Add(record);
            there[record.DataId] = record;
        }

        return changes;
    }

    private async Task WriteAsync(IReadOnlyList<RecordChanges> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            if (change.New.Count > 0)
                await registry.Records.InsertAsync(change.Element, change.New, RecordInsertMode.SkipExisting, cancellationToken);
            if (change.Changed.Count > 0)
                await registry.Records.InsertAsync(change.Element, change.Changed, RecordInsertMode.Replace, cancellationToken);
        }
    }

    private sealed record RecordChanges(DimensionElement Element)
    {
        public List<DimensionRecord> New { get; } = [];

        public List<DimensionRecord> Changed { get; } = [];
    }
}
