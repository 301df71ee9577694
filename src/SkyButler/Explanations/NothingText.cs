using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Collections;

namespace SkyButler.Explanations;

/// <summary>The words for why nothing was found.</summary>
internal static class NothingText
{
    /// <summary>Why a collection's summary rules it out; null where it does not.</summary>
    public static string? Exclusion(DatasetType type, DataCoordinate dataId, CollectionSummary summary)
    {
        if (!summary.DatasetTypes.Contains(type.Name))
            return $"has no '{type.Name}' at all";
        foreach (var governor in type.Dimensions.Governors)
            if (dataId.TryGet(governor.Name, out var value) && !(summary.Governors.TryGetValue(governor.Name, out var values) && values.Contains(value.Text)))
                return $"has no data of the {governor} '{value}'";
        return null;
    }

    /// <summary>Values of a governor of which collections have data.</summary>
    public static IReadOnlyList<string> GovernorValues(IEnumerable<CollectionSummary> summaries, string governor)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var summary in summaries)
            values.UnionWith(summary.Governors.GetValueOrDefault(governor) ?? new HashSet<string>());
        return [.. values];
    }

    public static bool IsOutsideValidity(IReadOnlyList<SearchedCollection> seen) => seen.Any(c => c.Datasets.Count > 0);

    public static IReadOnlyList<string> NotValid(DatasetType type, LookUpExplanation explanation)
    {
        var seen = explanation.Collections.SelectMany(c => c.Datasets.Select(d => (Collection: c.Name, d.Validity, d.Run))).ToList();
        if (explanation.Timespan is not { } time)
            return [$"There are '{type.Name}' with this data ID, but what the data ID names has no time in its records, so nothing tells which is valid; name something that has."];
        var before = seen.Where(s => s.Validity!.Value.EndNanoseconds <= time.BeginNanoseconds).OrderByDescending(s => s.Validity!.Value.EndNanoseconds).Take(1);
        var after = seen.Where(s => s.Validity!.Value.BeginNanoseconds >= time.EndNanoseconds).OrderBy(s => s.Validity!.Value.BeginNanoseconds).Take(1);
        var sentences = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"There {(seen.Count == 1 ? "is 1" : $"are {seen.Count}")} '{type.Name}' with this data ID, and none is valid at the time {time}."),
        };
        sentences.AddRange(before.Select(s => $"The last one before is valid in {s.Validity} (run '{s.Run}', collection '{s.Collection}')."));
        sentences.AddRange(after.Select(s => $"The next one after is valid in {s.Validity} (run '{s.Run}', collection '{s.Collection}')."));
        sentences.Add("Certify one for that time (butler certify-calibrations), or search a collection that has one.");
        return sentences;
    }

    public static string NotThere(DatasetType type, DataCoordinate dataId, IReadOnlyList<SearchedCollection> seen) => seen.Count == 1
        ? $"The collection '{seen[0].Name}' has no '{type.Name}' with the data ID {dataId}."
        : string.Create(CultureInfo.InvariantCulture, $"None of the {seen.Count} collections searched has a '{type.Name}' with the data ID {dataId}.");

    /// <summary>What to say where the collections have data of other instruments or sky maps only.</summary>
    public static IReadOnlyList<string> OtherGovernor(DatasetType type, DataCoordinate dataId, IReadOnlyDictionary<string, CollectionSummary> summaries)
    {
        foreach (var governor in type.Dimensions.Governors)
        {
            var holding = summaries.Values.Where(s => s.DatasetTypes.Contains(type.Name)).ToList();
            var values = GovernorValues(holding, governor.Name);
            if (values.Count > 0 && dataId.TryGet(governor.Name, out var asked) && !values.Contains(asked.Text))
                return [$"Those that have any '{type.Name}' have it for the {governor} {FoundText.Listed([.. values.Select(v => $"'{v}'")])}, not for '{asked}'."];
        }

        return [];
    }

    public static IReadOnlyList<string> Elsewhere(IReadOnlyList<string> collections) => collections.Count == 0
        ? ["No other collection has it either; query-datasets lists what there is."]
        : [$"{FoundText.Listed([.. collections.Select(c => $"'{c}'")])} {(collections.Count == 1 ? "has" : "have")} it: search there, or add it to the chain that is searched."];
}
