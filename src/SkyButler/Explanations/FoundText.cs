using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Datastores;

namespace SkyButler.Explanations;

/// <summary>The words for what was found.</summary>
internal static class FoundText
{
    private const int Named = 3;

    public static IEnumerable<string> Picked(DatasetType type, LookUpExplanation explanation, SearchedCollection winner, SeenDataset dataset)
    {
        var run = winner.Name == dataset.Run ? "" : $" (of the run '{dataset.Run}')";
        var validity = dataset.Validity is { } range ? $", which is valid in {range}" : "";
        yield return $"'{winner.Name}' is the first of the collections that has a '{type.Name}' with this data ID{(explanation.Timespan is null ? "" : " at this time")}: {dataset.Id}{run}{validity}.";
        var later = explanation.Collections.SkipWhile(c => c.Name != winner.Name).Skip(1)
            .Where(c => c.Datasets.Any(d => d.IsValid && d.Id != dataset.Id)).Select(c => $"'{c.Name}'").ToList();
        if (later.Count > 0)
            yield return $"{Listed(later)} {(later.Count == 1 ? "has" : "have")} another one, which is not picked because '{winner.Name}' is searched before; "
                + "to get it, name that collection first.";
    }

    public static IReadOnlyList<string> Ambiguous(
        DatasetType type, LookUpExplanation explanation, SearchedCollection winner, IReadOnlyList<SeenDataset> valid)
    {
        var ranges = valid.Take(Named).Select(d => $"{d.Validity} (run '{d.Run}')");
        var more = valid.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {valid.Count - Named} more") : "";
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{valid.Count} of the '{type.Name}' in '{winner.Name}' are valid at this time, and nothing tells which one is meant: {string.Join(", ", ranges)}{more}."),
            explanation.TimespanSource!.StartsWith("the data ID names nothing", StringComparison.Ordinal)
                ? "Add something that has a time to the data ID, such as an exposure."
                : "The time asked for reaches over the boundary of two validity ranges; ask for a shorter one.",
        ];
    }

    public static IEnumerable<string> Storage(LookUpReason reason, DatasetExistence existence, IReadOnlyList<DatasetUri> uris)
    {
        if (reason == LookUpReason.NotStored)
            yield return "The registry has it, but no file was ever stored for it, or it was taken away: get would fail.";
        if (reason == LookUpReason.Found && !existence.HasFlag(DatasetExistence.Datastore))
            yield return $"The datastore has no record of it; its file is {uris[0].Uri}, where it would be written, which the datastore trusts (trust_get_request).";
        if (reason == LookUpReason.FileMissing)
            yield return $"The registry and the datastore have it, but the file {uris[0].Uri} is not there: get would fail. Put the file back, or remove the dataset.";
    }

    public static string Listed(IReadOnlyList<string> names) => names.Count <= Named
        ? string.Join(" and ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more");
}
