using SkyButler.Dimensions;

namespace SkyButler.Datastores.Lookup;

/// <summary>What an entry of the datastore's configuration applies to: a name or a group of dimensions, perhaps of one instrument only.</summary>
/// <param name="Name">Dataset type, component dataset type or storage class; empty where dimensions are given.</param>
/// <param name="Dimensions">A group of dimensions; null where a name is given.</param>
/// <param name="Instrument">The instrument that the entry is limited to; null for all.</param>
internal sealed record LookupKey(string Name, DimensionGroup? Dimensions, string? Instrument)
{
    /// <summary>Reads a key: a name, or dimensions joined by plus signs. Names that are no dimensions make it a plain name.</summary>
    public static LookupKey Parse(string text, DimensionUniverse universe, string? instrument = null)
    {
        if (!text.Contains('+', StringComparison.Ordinal))
            return new(text, null, instrument);
        var names = text.Split('+', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && names.All(universe.IsDimension)
            ? new("", universe.Conform(names), instrument)
            : new(text, null, instrument);
    }

    /// <inheritdoc />
    public override string ToString() =>
        (Dimensions is null ? Name : string.Join('+', Dimensions.Required)) + (Instrument is null ? "" : $" of instrument<{Instrument}>");
}
