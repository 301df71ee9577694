namespace SkyButler.Transfers.Spools;

/// <summary>What lies in a <see cref="SortedSpool"/>.</summary>
/// <param name="Key">By which it is sorted.</param>
/// <param name="Content">What belongs to the key.</param>
internal readonly record struct SpoolEntry(string Key, byte[] Content) : IComparable<SpoolEntry>
{
    /// <inheritdoc />
    public int CompareTo(SpoolEntry other)
    {
        var order = string.CompareOrdinal(Key, other.Key);
        return order != 0 ? order : Content.AsSpan().SequenceCompareTo(other.Content);
    }
}
