using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Translators;

namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>
/// Puts the files of one exposure together, in the order in which exposures first appear. The first file makes the record; a later one that is of
/// another time or filter is refused.
/// </summary>
internal sealed class ExposureGrouping(ExposureRecords records, Action<ObservedFile, string> refuse)
{
    // Detectors of one exposure may begin and end at slightly different times.
    private const long Slack = 1_000_000_000;

    // What was made of exposures before, in this ingest.
    private readonly Dictionary<DataCoordinate, (DimensionRecord Record, string File)> known = [];

    private readonly Dictionary<(object? Instrument, object? Name), (DataCoordinate Exposure, string File)> names = [];

    /// <summary>The exposures of some files.</summary>
    public IReadOnlyList<ExposureGroup> Group(IEnumerable<ObservedFile> files)
    {
        var groups = new OrderedDictionary<DataCoordinate, (DimensionRecord Record, IReadOnlyList<DimensionRecord> Dependencies, List<ObservedFile> Files)>();
        foreach (var file in files)
        {
            if (Records(file) is not var (record, dependencies))
                continue;
            var key = record.DataId;
            var name = (record["instrument"], record["obs_id"]);
            if (!names.TryGetValue(name, out var owner))
                names[name] = owner = (key, file.File.DisplayName);
            if (!owner.Exposure.Equals(key))
            {
                refuse(file, $"{file.File.DisplayName}: the exposure {key} has the obs_id '{name.Item2}', as {owner.Exposure} of {owner.File} has");
                continue;
            }

            if (!known.TryGetValue(key, out var first))
                known[key] = first = (record, file.File.DisplayName);
            if (Contradiction(first.Record, record) is { } contradiction)
            {
                refuse(file, $"{file.File.DisplayName}: it is of exposure {key}, as {first.File} is, but {contradiction}");
                continue;
            }

            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = (first.Record, dependencies, []);
            group.Files.Add(file);
        }

        return [.. groups.Values.Select(group => new ExposureGroup(group.Record, group.Dependencies, group.Files))];
    }

    private (DimensionRecord Exposure, IReadOnlyList<DimensionRecord> Dependencies)? Records(ObservedFile file)
    {
        try
        {
            return (records.Make(file.Observations[0]), records.MakeDependencies(file.Observations[0]));
        }
        catch (HeaderException e)
        {
            refuse(file, $"{file.File.DisplayName}: {e.Message}");
            return null;
        }
    }

    private static string? Contradiction(DimensionRecord first, DimensionRecord other)
    {
        if (first.Timespan is { } a && other.Timespan is { } b && (a.BeginNanoseconds > b.EndNanoseconds + Slack || b.BeginNanoseconds > a.EndNanoseconds + Slack))
            return $"it was taken from {Text(b)}, not from {Text(a)}";
        return first.Element.Schema.IndexOf("physical_filter") >= 0 && !Equals(first["physical_filter"], other["physical_filter"])
            ? $"its physical_filter is '{other["physical_filter"]}', not '{first["physical_filter"]}'"
            : null;
    }

    private static string Text(Timespan timespan) =>
        $"{TaiTime.ToTai(timespan.BeginNanoseconds):yyyy-MM-ddTHH:mm:ss.fff} to {TaiTime.ToTai(timespan.EndNanoseconds):yyyy-MM-ddTHH:mm:ss.fff} TAI";
}
