using System.Globalization;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Visits.Records;

namespace SkyButler.Instruments.Visits.Grouping;

/// <summary>Looks for exposures of an instrument, and for what they belong to.</summary>
internal sealed class ExposureSearch(Butler butler, string instrument)
{
    // Values in one condition.
    private const int Chunk = 500;

    private DataId InstrumentId => new() { ["instrument"] = instrument };

    /// <summary>Exposures that satisfy a condition, in order of their numbers.</summary>
    public async Task<List<SkyExposure>> FindAsync(string where, CancellationToken cancellationToken)
    {
        var exposures = new List<SkyExposure>();
        await foreach (var record in RecordsAsync("exposure", where, cancellationToken).ConfigureAwait(false))
            exposures.Add(new(record));
        return [.. exposures.OrderBy(exposure => exposure.Id)];
    }

    /// <summary>With the others of their groups that are registered and saw the sky.</summary>
    public async Task<List<SkyExposure>> WithNeighboursAsync(List<SkyExposure> exposures, VisitGrouping grouping, CancellationToken cancellationToken)
    {
        var known = exposures.ToDictionary(exposure => exposure.Id);
        foreach (var condition in grouping switch
        {
            VisitGrouping.ByGroupMetadata => Conditions(butler.Universe["exposure"].Schema.IndexOf("group") >= 0 ? "exposure.group" : "exposure.group_name", exposures.Select(e => e.Group).OfType<string>().Select(Quote)),
            VisitGrouping.OneToOneAndByCounter => Conditions("exposure.day_obs", exposures.Where(e => e.CounterStart != e.CounterEnd).Select(e => e.Day).OfType<long>().Select(Text)),
            _ => [],
        })
            foreach (var neighbour in await FindAsync(condition, cancellationToken).ConfigureAwait(false))
                if (neighbour.IsOnSky && IsWanted(neighbour))
                    known.TryAdd(neighbour.Id, neighbour);
        return [.. known.Values.OrderBy(exposure => exposure.Id)];

        bool IsWanted(SkyExposure neighbour) => grouping == VisitGrouping.ByGroupMetadata
            || exposures.Exists(e => e.Day == neighbour.Day && e.CounterStart == neighbour.CounterStart && e.CounterEnd == neighbour.CounterEnd);
    }

    /// <summary>Numbers of those exposures that belong to visits, of visits with regions for all of some detectors.</summary>
    public async Task<IReadOnlySet<long>> FindDefinedAsync(
        IReadOnlyList<SkyExposure> exposures, VisitRecords records, IReadOnlyList<long> detectors, CancellationToken cancellationToken)
    {
        var visits = new Dictionary<long, List<long>>();
        foreach (var condition in Conditions("exposure", exposures.Select(exposure => Text(exposure.Id))))
            await foreach (var definition in RecordsAsync(records.Definition.Name, condition, cancellationToken).ConfigureAwait(false))
            {
                var visit = (long)definition["visit"]!;
                if (!visits.TryGetValue(visit, out var members))
                    visits[visit] = members = [];
                members.Add((long)definition["exposure"]!);
            }

        var incomplete = detectors.Count == 0 ? [] : await FindIncompleteAsync([.. visits.Keys], records, detectors, cancellationToken).ConfigureAwait(false);
        return visits.Where(visit => !incomplete.Contains(visit.Key)).SelectMany(visit => visit.Value).Except(visits.Where(visit => incomplete.Contains(visit.Key)).SelectMany(visit => visit.Value)).ToHashSet();
    }

    private async Task<HashSet<long>> FindIncompleteAsync(List<long> visits, VisitRecords records, IReadOnlyList<long> detectors, CancellationToken cancellationToken)
    {
        var incomplete = new HashSet<long>();
        foreach (var some in visits.Chunk(Chunk))
        {
            var counts = some.ToDictionary(visit => visit, _ => 0);
            foreach (var condition in Conditions("visit", some.Select(Text)))
                await foreach (var region in RecordsAsync(records.DetectorRegion.Name, condition, cancellationToken).ConfigureAwait(false))
                    counts[(long)region["visit"]!] += detectors.Contains((long)region["detector"]!) ? 1 : 0;
            incomplete.UnionWith(counts.Where(count => count.Value < detectors.Count).Select(count => count.Key));
        }

        return incomplete;
    }

    private IAsyncEnumerable<DimensionRecord> RecordsAsync(string element, string where, CancellationToken cancellationToken) =>
        butler.Queries.RecordsAsync(element, new() { Dimensions = butler.Universe[element].MinimalGroup.Names, Where = where, DataId = InstrumentId }, cancellationToken);

    private static IEnumerable<string> Conditions(string name, IEnumerable<string> values) =>
        values.Distinct(StringComparer.Ordinal).Chunk(Chunk).Select(chunk => $"{name} IN ({string.Join(", ", chunk)})");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
