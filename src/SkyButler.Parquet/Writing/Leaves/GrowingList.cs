namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>Values that come in pieces and are seen as one span.</summary>
internal sealed class GrowingList<T>
    where T : unmanaged
{
    private T[] items = [];

    public int Count { get; private set; }

    public ReadOnlySpan<T> Filled => items.AsSpan(0, Count);

    public Span<T> Extend(int more)
    {
        if (items.Length - Count < more)
            Array.Resize(ref items, (int)Math.Min(Array.MaxLength, Math.Max(checked((long)Count + more), items.Length * 2L)));
        var added = items.AsSpan(Count, more);
        Count += more;
        return added;
    }

    public void Clear() => Count = 0;
}
