namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Levels of a column's entries. As long as all are the same they take no memory.</summary>
internal sealed class LevelBuffer(byte usual, MemoryBudget budget)
{
    private readonly Growing<byte> levels = new(budget);
    private int count;

    public int Count => count;

    /// <summary>Whether all levels are the usual one.</summary>
    public bool IsUsual => levels.Count == 0;

    public void AppendRun(byte level, int more)
    {
        if (IsUsual && level == usual)
        {
            count = checked(count + more);
            return;
        }

        Materialize();
        levels.Extend(more).Fill(level);
        count = levels.Count;
    }

    /// <summary>Adds so many levels, which the caller fills in.</summary>
    public Span<byte> Extend(int more)
    {
        Materialize();
        var added = levels.Extend(more);
        count = levels.Count;
        return added;
    }

    /// <summary>Adds levels.</summary>
    public void Append(ReadOnlySpan<byte> more)
    {
        if (IsUsual && !more.ContainsAnyExcept(usual))
            count = checked(count + more.Length);
        else
            more.CopyTo(Extend(more.Length));
    }

    /// <summary>All levels as an array, of which the first <see cref="Count"/> are filled.</summary>
    public byte[] ToArray()
    {
        Materialize();
        return levels.Items;
    }

    public void Clear()
    {
        levels.Detach();
        count = 0;
    }

    private void Materialize()
    {
        if (levels.Count < count)
            levels.Extend(count - levels.Count).Fill(usual);
    }
}
