using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Instruments.Ingest;

/// <summary>What raw files of registered instruments become as datasets: their type, run, identifiers and formatter.</summary>
internal sealed class RawDatasets(SqlRegistry registry, InstrumentCatalog catalog, string? run)
{
    private readonly Dictionary<string, Registered?> instruments = new(StringComparer.Ordinal);
    private readonly DatasetIds ids = new();

    /// <summary>Looks for instruments that were not met before, and registers the dataset types and runs of their raws.</summary>
    /// <exception cref="RawIngestException">The dataset type is registered otherwise.</exception>
    public async Task LearnAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var unknown = names.Where(name => !instruments.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
            return;
        var element = registry.Universe["instrument"];
        var keys = unknown.ToDictionary(name => name, name => DataCoordinate.Standardize(element.MinimalGroup, new Dictionary<string, object> { ["instrument"] = name }), StringComparer.Ordinal);
        var found = await registry.Records.FetchAsync(element, keys.Values, cancellationToken);
        foreach (var name in unknown)
            instruments[name] = found.TryGetValue(keys[name], out var record) ? await RegisterAsync(name, record, cancellationToken) : null;
    }

    /// <summary>Whether an instrument is registered.</summary>
    public bool Knows(string instrument) => instruments.GetValueOrDefault(instrument) is not null;

    /// <summary>The datasets of a file.</summary>
    /// <exception cref="DataIdException">The dataset type has a dimension that raws don't tell.</exception>
    public FileDataset Of(ObservedFile file)
    {
        var instrument = instruments[file.Observations[0].Instrument!]!;
        return new(
            file.File.ToString(),
            [.. file.Observations.Select(observation => Dataset(instrument, observation))],
            instrument.Raw.FormatterOf(file.Observations[0].DetectorNumber!.Value));
    }

    private DatasetRef Dataset(Registered instrument, ObservationInfo observation)
    {
        var dataId = DataCoordinate.Standardize(instrument.Type.Dimensions, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["instrument"] = observation.Instrument!,
            ["detector"] = observation.DetectorNumber!.Value,
            ["exposure"] = observation.ExposureId!.Value,
        });
        return new(instrument.Type, dataId, instrument.Run, ids.Make(DatasetIdMode.DataIdTypeRun, instrument.Type.Name, instrument.Run, dataId));
    }

    private async Task<Registered> RegisterAsync(string name, DimensionRecord record, CancellationToken cancellationToken)
    {
        var className = record.Element.Schema.IndexOf("class_name") >= 0 ? record["class_name"] as string : null;
        var raw = (await catalog.FindRegisteredAsync(name, className, cancellationToken))?.Raw ?? RawDefinition.Usual;
        var described = new DatasetType(raw.DatasetType, registry.Universe.Conform(raw.Dimensions), raw.StorageClass);
        var type = await registry.DatasetTypes.FindAsync(described.Name, cancellationToken) ?? described;
        if (type.Dimensions != described.Dimensions)
            throw new RawIngestException($"The dataset type '{type.Name}' is registered with dimensions {type.Dimensions}, but raws of {name} have {described.Dimensions}.");
        if (ReferenceEquals(type, described))
            await registry.DatasetTypes.RegisterAsync([type], cancellationToken);
        var into = run ?? $"{name}/raw/all";
        await registry.Collections.RegisterAsync([into], CollectionType.Run, null, cancellationToken);
        return new(raw, type, into);
    }

    private sealed record Registered(RawDefinition Raw, DatasetType Type, string Run);
}
