using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Records;

/// <summary>Records that one answer needs again and again, as the batches of its data IDs come: each is read once, and held up to a bound.</summary>
internal sealed class RecordMemory(RecordReader reader)
{
    private const int Kept = 50_000;
    private readonly Dictionary<DimensionElement, Dictionary<RecordKey, DimensionRecord?>> known = [];

    /// <summary>Records in the order of the keys; null where there is none.</summary>
    public async Task<IReadOnlyList<DimensionRecord?>> FetchAsync(DimensionElement element, IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (element.IsCached || element.Kind == DimensionElementKind.SkyPix)
            return await reader.FetchAsync(element, keys, cancellationToken).ConfigureAwait(false);
        if (!known.TryGetValue(element, out var records))
            known[element] = records = [];
        var unknown = keys.Where(k => !records.ContainsKey(k)).ToList();
        var read = await reader.FetchAsync(element, unknown, cancellationToken).ConfigureAwait(false);
        var found = new DimensionRecord?[keys.Count];
        for (var i = 0; i < unknown.Count; i++)
            records[unknown[i]] = read[i];
        for (var i = 0; i < found.Length; i++)
            found[i] = records[keys[i]];
        if (records.Count > Kept)
            known.Remove(element);
        return found;
    }
}
