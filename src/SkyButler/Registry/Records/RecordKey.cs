using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Records;

/// <summary>The values of an element's required dimensions, in the order of its table.</summary>
internal readonly struct RecordKey(DataIdValue[] values) : IEquatable<RecordKey>
{
    public ReadOnlySpan<DataIdValue> Values => values;

    public static RecordKey Of(DimensionElement element, DataCoordinate dataId)
    {
        var key = new DataIdValue[element.Required.Count];
        for (var i = 0; i < key.Length; i++)
            key[i] = dataId[element.Required[i].Name];
        return new RecordKey(key);
    }

    public static RecordKey Of(DimensionRecord record)
    {
        var key = new DataIdValue[record.Element.Schema.RequiredCount];
        for (var i = 0; i < key.Length; i++)
            key[i] = DataIdValue.From(record.Values[i]!);
        return new RecordKey(key);
    }

    public bool Equals(RecordKey other) => Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => obj is RecordKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in values)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
