using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;

namespace SkyButler.Instruments.Ingest;

/// <summary>Finds files whose detector or filter nobody registered, with one question for all of them.</summary>
internal sealed class RawChecks(SqlRegistry registry)
{
    /// <summary>What is not registered, by file; files without fault are left out.</summary>
    public async Task<IReadOnlyDictionary<ObservedFile, string>> FindAsync(IReadOnlyList<ObservedFile> files, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<ObservedFile, string>(ReferenceEqualityComparer.Instance);
        await FindAsync(files, "detector", observation => observation.DetectorNumber!.Value, faults, cancellationToken);
        await FindAsync(files, "physical_filter", observation => observation.PhysicalFilter!, faults, cancellationToken);
        return faults;
    }

    private async Task FindAsync(
        IReadOnlyList<ObservedFile> files, string dimension, Func<ObservationInfo, object> valueOf, Dictionary<ObservedFile, string> faults, CancellationToken cancellationToken)
    {
        if (!registry.Universe.TryGet(dimension, out var element) || !element.HasTable)
            return;
        var values = files.SelectMany(file => file.Observations).Select(observation => (observation.Instrument, Value: valueOf(observation))).Distinct().ToList();
        var keys = values.ToDictionary(value => value, value => Key(element, value.Instrument!, value.Value));
        var found = await registry.Records.FetchAsync(element, keys.Values, cancellationToken);
        var missing = keys.Where(key => !found.ContainsKey(key.Value)).Select(key => key.Key).ToHashSet();
        if (missing.Count == 0)
            return;
        foreach (var file in files)
        {
            foreach (var observation in file.Observations)
            {
                var value = (observation.Instrument, valueOf(observation));
                if (missing.Contains(value))
                    faults.TryAdd(file, $"{file.File.DisplayName}: {observation.Instrument} has no {dimension} '{value.Item2}' that is registered; add it to the instrument's description and register it by register-instrument --update");
            }
        }
    }

    private static DataCoordinate Key(DimensionElement element, string instrument, object value) => DataCoordinate.Standardize(
        element.MinimalGroup, new Dictionary<string, object>(StringComparer.Ordinal) { ["instrument"] = instrument, [element.Name] = value });
}
