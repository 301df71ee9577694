using System.Collections.Concurrent;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Datastores.Lookup;

/// <summary>
/// Entries of the datastore's configuration by what they apply to. For a dataset type the entries are tried in order: its name, its
/// parent's name, its dimensions, its storage class, its parent's storage class; first those of the data ID's instrument, then those
/// of all; then the default. Answers are remembered, and may be asked for from several threads.
/// </summary>
internal sealed class LookupTable<T>
    where T : class
{
    private readonly Dictionary<LookupKey, T> entries;
    private readonly ConcurrentDictionary<(string Name, DimensionGroup Dimensions, string StorageClass, string? Parent, string? Instrument), T?> answers = [];
    private readonly HashSet<string> instruments;
    private Answer? last;

    public LookupTable(IEnumerable<KeyValuePair<LookupKey, T>> entries, T? fallback)
    {
        this.entries = [];
        foreach (var (key, value) in entries)
            this.entries[key] = value;
        instruments = [.. this.entries.Keys.Select(k => k.Instrument).OfType<string>()];
        Default = fallback;
    }

    /// <summary>What applies where nothing else does; null for nothing.</summary>
    public T? Default { get; }

    /// <summary>The entries with their keys.</summary>
    public IReadOnlyDictionary<LookupKey, T> Entries => entries;

    /// <summary>The entry that applies to a dataset; null where none does.</summary>
    public T? Find(DatasetRef dataset) => Find(dataset.DatasetType, instruments.Count == 0 ? null : InstrumentOf(dataset.DataId));

    /// <summary>The entry that applies to datasets of a type and, where given, of an instrument.</summary>
    public T? Find(DatasetType type, string? instrument)
    {
        // Instruments without entries of their own share their answers.
        var qualifier = instrument is not null && instruments.Contains(instrument) ? instrument : null;
        // Of many datasets that are asked for one after the other most have the same type.
        if (last is { } known && ReferenceEquals(known.Type, type) && known.Qualifier == qualifier)
            return known.Value;
        var value = answers.GetOrAdd(
            (type.Name, type.Dimensions, type.StorageClass, type.ParentStorageClass, qualifier), static (_, state) => state.Table.Search(state.Type, state.Qualifier),
            (Table: this, Type: type, Qualifier: qualifier));
        last = new(type, qualifier, value);
        return value;
    }

    private T? Search(DatasetType type, string? instrument)
    {
        foreach (var qualifier in instrument is null ? new string?[] { null } : [instrument, null])
        {
            foreach (var key in Keys(type, qualifier))
                if (entries.TryGetValue(key, out var value))
                    return value;
        }

        return Default;
    }

    private static IEnumerable<LookupKey> Keys(DatasetType type, string? instrument)
    {
        yield return new(type.Name, null, instrument);
        if (type.Component is not null)
            yield return new(type.ParentName, null, instrument);
        if (type.Dimensions.Count > 0)
            yield return new("", type.Dimensions, instrument);
        yield return new(type.StorageClass, null, instrument);
        if (type.ParentStorageClass is { } parent)
            yield return new(parent, null, instrument);
    }

    private static string? InstrumentOf(DataCoordinate dataId) =>
        dataId.TryGet("instrument", out var value) && value.IsText ? value.Text : null;

    private sealed record Answer(DatasetType Type, string? Qualifier, T? Value);
}
