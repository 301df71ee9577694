namespace SkyButler;

/// <summary>Counts the pieces of some work, on any thread, and tells who wants to know.</summary>
/// <param name="listener">Who wants to know; null for nobody.</param>
/// <param name="work">What is done, such as <c>Ingesting files</c>.</param>
/// <param name="total">How many pieces there are; 0 where nobody knows before the end.</param>
public sealed class ProgressCount(IProgress<WorkProgress>? listener, string work, long total)
{
    private long done;
    private long bytes;

    /// <summary>Notes that pieces are done.</summary>
    /// <param name="count">How many.</param>
    /// <param name="size">How many bytes they have; 0 where that says nothing.</param>
    public void Add(long count = 1, long size = 0)
    {
        if (listener is not null)
            listener.Report(new(work, Interlocked.Add(ref done, count), total) { Bytes = Interlocked.Add(ref bytes, size) });
    }
}
