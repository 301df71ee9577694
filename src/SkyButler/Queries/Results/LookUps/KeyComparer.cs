using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Compares the values of keys, also those that only stand in a buffer.</summary>
internal sealed class KeyComparer : IEqualityComparer<DataIdValue[]>, IAlternateEqualityComparer<ReadOnlySpan<DataIdValue>, DataIdValue[]>
{
    public static KeyComparer Instance { get; } = new();

    public bool Equals(DataIdValue[]? x, DataIdValue[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(DataIdValue[] obj) => GetHashCode(obj.AsSpan());

    public DataIdValue[] Create(ReadOnlySpan<DataIdValue> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<DataIdValue> alternate, DataIdValue[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<DataIdValue> alternate)
    {
        var hash = default(HashCode);
        foreach (var value in alternate)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
