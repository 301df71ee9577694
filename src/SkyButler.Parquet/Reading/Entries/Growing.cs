using System.Runtime.CompilerServices;

namespace SkyButler.Parquet.Reading.Entries;

/// <summary>An array that grows as values come, within a budget.</summary>
internal sealed class Growing<T>(MemoryBudget budget)
    where T : unmanaged
{
    private T[] items = [];

    public int Count { get; private set; }

    public T[] Items => items;

    public Span<T> Filled => items.AsSpan(0, Count);

    /// <summary>Makes room for so many more.</summary>
    public void Reserve(int more)
    {
        if (more <= items.Length - Count)
            return;
        var needed = (long)Count + more;
        if (needed > Array.MaxLength)
            throw new ParquetRequestException($"A column has more than {Array.MaxLength} values or bytes, which one table cannot hold; read it in batches");
        var capacity = (int)Math.Min(Array.MaxLength, Math.Max(needed, Count == 0 ? needed : items.Length * 2L));
        budget.Take((long)(capacity - items.Length) * Unsafe.SizeOf<T>());
        var grown = GC.AllocateUninitializedArray<T>(capacity);
        Filled.CopyTo(grown);
        items = grown;
    }

    /// <summary>Adds so many values, which the caller fills in.</summary>
    public Span<T> Extend(int more)
    {
        Reserve(more);
        var added = items.AsSpan(Count, more);
        Count += more;
        return added;
    }

    public void Truncate(int count) => Count = count;

    /// <summary>Gives what is filled away and begins anew.</summary>
    public Memory<T> Detach()
    {
        var filled = items.AsMemory(0, Count);
        items = [];
        Count = 0;
        return filled;
    }
}
