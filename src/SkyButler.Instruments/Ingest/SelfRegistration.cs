using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Descriptions;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.Ingest;

/// <summary>
/// Registers the instruments of raw files that are not there: by their descriptions, or, of those that nobody has described, by what headers tell of them, their
/// detectors and their filters.
/// </summary>
internal sealed class SelfRegistration(Butler butler, InstrumentCatalog catalog, Action<string>? told)
{
    private const int MostNamed = 8;
    private readonly Lazy<InstrumentDescription> generic = new(static () => InstrumentCatalog.LoadShipped("Generic"));
    private readonly Dictionary<string, Known?> instruments = new(StringComparer.Ordinal);

    /// <summary>Registers what files tell of. What can't be registered is left out, and told.</summary>
    public async Task RegisterAsync(IReadOnlyList<ObservedFile> files, CancellationToken cancellationToken)
    {
        foreach (var group in files.SelectMany(file => file.Observations).GroupBy(observation => observation.Instrument!, StringComparer.Ordinal))
        {
            if (!instruments.TryGetValue(group.Key, out var known))
                instruments[group.Key] = known = await FindAsync(group.Key, cancellationToken);
            if (known is not null)
                await RegisterAsync(known, [.. group], cancellationToken);
        }
    }

    // Null for those that are described, which have the detectors and filters of their descriptions.
    private async Task<Known?> FindAsync(string instrument, CancellationToken cancellationToken)
    {
        DimensionRecord? there = null;
        await foreach (var record in RecordsAsync("instrument", instrument, cancellationToken))
            there = record;
        if (there is not null)
            return there.Element.Schema.IndexOf("class_name") >= 0 && there["class_name"] as string == generic.Value.ClassName ? await LearnAsync(instrument, cancellationToken) : null;
        var described = await catalog.FindRegisteredAsync(instrument, null, cancellationToken);
        var records = (described ?? generic.Value).ToRecords(butler.Universe);
        if (described is null && TryCreate(records.Instrument.Element, name => name == "name" ? instrument : records.Instrument[name]) is { } own)
            records = records with { Name = instrument, Instrument = own };
        else if (described is null)
            return null;
        await InstrumentRegistration.RegisterAsync(butler.Registry, [records], RecordSync.Compare, cancellationToken);
        told?.Invoke(described is null
            ? $"The instrument '{instrument}' is registered by what its headers tell; nobody has described it"
            : $"The instrument '{instrument}' is registered by its description");
        return described is null ? new(instrument, [], new(StringComparer.Ordinal), new(StringComparer.Ordinal)) : null;
    }

    private async Task<Known> LearnAsync(string instrument, CancellationToken cancellationToken)
    {
        var known = new Known(instrument, [], new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        await foreach (var record in RecordsAsync("detector", instrument, cancellationToken))
            known.Add(record);
        await foreach (var record in RecordsAsync("physical_filter", instrument, cancellationToken))
            known.Filters.Add((string)record["name"]!);
        return known;
    }

    private async Task RegisterAsync(Known known, IReadOnlyList<ObservationInfo> observations, CancellationToken cancellationToken)
    {
        if (butler.Universe.TryGet("detector", out var detector))
        {
            var added = observations.Where(observation => observation.DetectorNumber is { } number && !known.Detectors.Contains(number))
                .DistinctBy(observation => observation.DetectorNumber).OrderBy(observation => observation.DetectorNumber)
                .Select(observation => Detector(detector, known, observation)).OfType<DimensionRecord>().ToList();
            await InsertAsync(detector, added, cancellationToken);
        }

        if (butler.Universe.TryGet("physical_filter", out var filter))
        {
            var added = observations.Select(observation => observation.PhysicalFilter).OfType<string>().Distinct(StringComparer.Ordinal).Where(known.Filters.Add)
                .Select(name => TryCreate(filter, field => Filter(field, known.Instrument, name))).OfType<DimensionRecord>().ToList();
            await InsertAsync(filter, added, cancellationToken);
        }
    }

    // Two detectors can't have one name: where headers name all alike, they are named by their numbers.
    private DimensionRecord? Detector(DimensionElement element, Known known, ObservationInfo observation)
    {
        var number = observation.DetectorNumber!.Value;
        string[] names = [.. new[] { observation.DetectorUniqueName, observation["detector_name"] as string }.OfType<string>(), string.Create(CultureInfo.InvariantCulture, $"D{number}")];
        var name = names.First(text => text == names[^1] || (text.Length > 0 && !known.DetectorNames.Contains(text)));
        var record = TryCreate(element, field => field switch
        {
            "instrument" => known.Instrument,
            "id" => number,
            "full_name" => name,
            "purpose" => "SCIENCE",
            _ => null,
        });
        if (record is not null)
            known.Add(record);
        return record;
    }

    private static object? Filter(string field, string instrument, string name) => field switch
    {
        "instrument" => instrument,
        "name" => name,
        "band" => FilterBand.Guess(name) ?? name,
        _ => null,
    };

    // Another process may register the same at the same time.
    private async Task InsertAsync(DimensionElement element, List<DimensionRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return;
        await butler.Registry.Records.InsertAsync(element, records, RecordInsertMode.SkipExisting, cancellationToken);
        var more = records.Count - MostNamed;
        told?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"Registered by headers: {element} {string.Join(", ", records.Take(MostNamed).Select(record => record.DataId))}{(more > 0 ? $" and {more} more" : "")}"));
    }

    private DimensionRecord? TryCreate(DimensionElement element, Func<string, object?> valueOf)
    {
        try
        {
            var values = element.Schema.Fields.ToDictionary(field => field.Name, field => valueOf(field.Name), StringComparer.Ordinal);
            var record = DimensionRecord.Create(element, values);
            if (element.Schema.Fields.FirstOrDefault(field => field.Length > 0 && values[field.Name] is string text && text.Length > field.Length) is not { } narrow)
                return record;
            told?.Invoke(string.Create(
                CultureInfo.InvariantCulture, $"What headers tell makes no '{element}': '{values[narrow.Name]}' is longer than the {narrow.Length} characters that '{narrow.Name}' takes"));
            return null;
        }
        catch (DimensionException e)
        {
            told?.Invoke($"What headers tell makes no '{element}': {e.Message}");
            return null;
        }
    }

    private IAsyncEnumerable<DimensionRecord> RecordsAsync(string element, string instrument, CancellationToken cancellationToken) => butler.Queries.RecordsAsync(
        element, new() { Dimensions = butler.Universe[element].MinimalGroup.Names, Where = "instrument = own", Bind = new Dictionary<string, object?> { ["own"] = instrument } }, cancellationToken);

    // What is registered of an instrument that nobody has described.
    private sealed record Known(string Instrument, HashSet<long> Detectors, HashSet<string> DetectorNames, HashSet<string> Filters)
    {
        public void Add(DimensionRecord detector)
        {
            Detectors.Add((long)detector["id"]!);
            if (detector.Element.Schema.IndexOf("full_name") >= 0 && detector["full_name"] is string name)
                DetectorNames.Add(name);
        }
    }
}
