using System.Globalization;

namespace SkyButler.Instruments.Visits.Grouping;

/// <summary>Joins exposures to visits. A pure function of the exposures.</summary>
internal static class ExposureGrouper
{
    private const int OneToOne = 0;
    private const int ByGroup = 1;
    private const int ByCounter = 2;

    /// <summary>Visit systems by number, as the original names them.</summary>
    public static IReadOnlyDictionary<int, string> SystemNames { get; } = new Dictionary<int, string>
    {
        [OneToOne] = "one-to-one",
        [ByGroup] = "by-group-metadata",
        [ByCounter] = "by-seq-start-end",
    };

    /// <summary>The visit systems that a grouping fills.</summary>
    public static IReadOnlyList<int> SystemsOf(VisitGrouping grouping) => grouping switch
    {
        VisitGrouping.OneToOne => [OneToOne],
        VisitGrouping.ByGroupMetadata => [ByGroup],
        _ => [OneToOne, ByCounter],
    };

    /// <summary>The visits of exposures, in order of their numbers.</summary>
    /// <param name="exposures">Exposures, each once.</param>
    /// <param name="grouping">How they are joined.</param>
    /// <param name="warn">Takes what is odd about them.</param>
    /// <param name="fail">Takes what makes no visit: a group's name has no digits, or two groups the same.</param>
    public static IReadOnlyList<VisitPlan> Group(IReadOnlyList<SkyExposure> exposures, VisitGrouping grouping, Action<string> warn, Action<VisitException> fail)
    {
        var visits = grouping switch
        {
            VisitGrouping.OneToOne => exposures.Select(exposure => new VisitPlan(exposure.Id, exposure.Name, [exposure], [OneToOne])),
            VisitGrouping.ByGroupMetadata => exposures.GroupBy(exposure => exposure.Group ?? "", StringComparer.Ordinal)
                .SelectMany(group => Try(() => [new VisitPlan(IdOf(group.Key, group.First()), group.Key, [.. group.OrderBy(e => e.Counter).ThenBy(e => e.Id)], [ByGroup])], fail)),
            _ => exposures.GroupBy(exposure => (exposure.Day, exposure.CounterStart, exposure.CounterEnd)).SelectMany(group => Try(() => [.. ByCounters(group, warn)], fail)),
        };
        var plans = new List<VisitPlan>();
        foreach (var same in visits.GroupBy(visit => visit.Id).OrderBy(same => same.Key).Select(same => same.ToList()))
        {
            if (same.Count == 1)
                plans.Add(same[0]);
            else
                fail(new VisitException($"The visits {string.Join(" and ", same.Select(visit => $"'{visit.Name}'"))} would {(same.Count == 2 ? "both" : "all")} have the number {same[0].Id}; exclude the exposures of one (--where), or group otherwise (groupExposures)."));
        }

        return plans;
    }

    private static IReadOnlyList<VisitPlan> Try(Func<IReadOnlyList<VisitPlan>> make, Action<VisitException> fail)
    {
        try
        {
            return make();
        }
        catch (VisitException e)
        {
            fail(e);
            return [];
        }
    }

    private static IEnumerable<VisitPlan> ByCounters(IEnumerable<SkyExposure> group, Action<string> warn)
    {
        var exposures = group.OrderBy(exposure => exposure.Counter).ThenBy(exposure => exposure.Id).ToList();
        var first = exposures[0];
        if (first.CounterStart is null || first.CounterEnd is null || first.CounterStart == first.CounterEnd)
        {
            foreach (var exposure in exposures)
                yield return new(exposure.Id, exposure.Name, [exposure], [OneToOne, ByCounter]);
            yield break;
        }

        var isWhole = first.Counter == first.CounterStart;
        if (!isWhole && first.Counter != 0)
            warn($"Of the visit of exposures {first.CounterStart} to {first.CounterEnd} of day {first.Day} the first is missing. Skipping the multi-snap definition.");
        foreach (var exposure in exposures)
            yield return isWhole && exposure == first
                ? new(Renamed(exposure.Id), $"{exposure.Name}_first", [exposure], [OneToOne])
                : new(exposure.Id, exposure.Name, [exposure], [OneToOne]);
        if (isWhole)
            yield return new(first.Id, first.Name, exposures, [ByCounter]);
    }

    // A 9 before the digits, since the visit of all snaps has the first one's number.
    private static long Renamed(long id) => long.TryParse($"9{id}", CultureInfo.InvariantCulture, out var renamed)
        ? renamed
        : throw new VisitException($"The exposure {id} has too large a number to become the first snap of a visit.");

    private static long IdOf(string group, SkyExposure exposure) => long.TryParse(string.Concat(group.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new VisitException($"The group '{group}' of the exposure {exposure.Id} ('{exposure.Name}') makes no visit's number: it needs 1 to 18 digits; group otherwise (groupExposures).");
}
