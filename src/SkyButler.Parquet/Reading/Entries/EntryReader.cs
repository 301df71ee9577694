namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Takes the entries of pages: levels and values that belong together.</summary>
internal abstract class EntryReader
{
    /// <summary>Whether the page at hand has more entries.</summary>
    public abstract bool HasEntries { get; }

    /// <summary>Whether the row that was taken last may go on in the next page.</summary>
    public abstract bool IsInRow { get; }

    /// <summary>Begins with a page.</summary>
    public abstract void Start(int count);

    /// <summary>Forgets the rest of the page at hand.</summary>
    public abstract void Forget();

    /// <summary>Takes at most so many rows, as far as the page goes; tells how many began.</summary>
    public abstract int Take(int rows);

    /// <summary>The same, passing over them.</summary>
    public abstract int Skip(int rows);
}
